import type {
  DecisionInput,
  EnvironmentRequest,
  ListRequests200Response,
  Owners,
  Plan,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { RequestFilter } from 'backstage-plugin-eks-environments-node';
import { type CallerResolver, callerName } from '../../access/callers';
import type { RequestDecisions } from '../../approvals/RequestDecisions';
import { keyedWrite } from '../../idempotency/IdempotencyKeys';
import type { Visibility } from '../../permissions';
import type { RequestCreator } from '../../requests/RequestCreator';
import type { RequestQuery, RequestReader } from '../../requests/RequestReader';
import type { RequestTypes } from '../../requests/RequestTypes';
import { assertText } from '../../util/text';
import type { Call, WriteCall } from '../calls';
import { MAXIMUM_COMMENT } from '../limits';

/** Plans, requests and the decisions on them. */
export class RequestService {
  readonly #callers: CallerResolver;
  readonly #types: RequestTypes;
  readonly #creator: RequestCreator;
  readonly #decisions: RequestDecisions;
  readonly #requests: RequestReader;

  constructor(options: {
    callers: CallerResolver;
    types: RequestTypes;
    creator: RequestCreator;
    decisions: RequestDecisions;
    requests: RequestReader;
  }) {
    this.#callers = options.callers;
    this.#types = options.types;
    this.#creator = options.creator;
    this.#decisions = options.decisions;
    this.#requests = options.requests;
  }

  async plan(input: RequestInput, { credentials }: Call): Promise<Plan> {
    const person = await this.#callers.resolvePerson(
      credentials,
      'plan an environment',
    );
    const { plan } = await this.#types.plan(input, {
      requester: person,
      purpose: 'preview',
    });
    return plan;
  }

  async create(
    input: RequestInput,
    { credentials, idempotencyKey }: WriteCall,
  ): Promise<EnvironmentRequest> {
    const person = await this.#callers.resolvePerson(
      credentials,
      'ask for an environment',
    );
    const id = await this.#creator.create(
      input,
      person,
      keyedWrite({
        caller: person.entityRef,
        key: idempotencyKey,
        operation: 'CreateRequest',
        input,
      }),
    );
    return this.#requests.get(id, person);
  }

  async list(
    query: RequestQuery,
    {
      credentials,
      visible,
      decidable,
    }: Call & {
      visible: Visibility<RequestFilter>;
      decidable: Visibility<RequestFilter>;
    },
  ): Promise<ListRequests200Response> {
    const caller = await this.#callers.resolve(credentials);
    return this.#requests.list(query, { caller, visible, decidable });
  }

  async get(id: string, { credentials }: Call): Promise<EnvironmentRequest> {
    const caller = await this.#callers.resolve(credentials);
    return this.#requests.get(id, caller);
  }

  async decide(
    id: string,
    input: DecisionInput,
    { credentials, idempotencyKey }: WriteCall,
  ): Promise<EnvironmentRequest> {
    const person = await this.#callers.resolvePerson(
      credentials,
      'decide on requests',
    );
    assertText('comment', input.comment, MAXIMUM_COMMENT);
    await this.#decisions.decide(
      id,
      input,
      person,
      keyedWrite({
        caller: person.entityRef,
        key: idempotencyKey,
        operation: 'DecideRequest',
        input: { id, ...input },
      }),
    );
    return this.#requests.get(id, person);
  }

  async cancel(
    id: string,
    { credentials, idempotencyKey }: WriteCall,
  ): Promise<EnvironmentRequest> {
    const caller = await this.#callers.resolve(credentials);
    await this.#decisions.cancel(
      id,
      callerName(caller),
      keyedWrite({
        caller: callerName(caller),
        key: idempotencyKey,
        operation: 'CancelRequest',
        input: { id },
      }),
    );
    return this.#requests.get(id, caller);
  }

  /**
   * The groups in whose name the caller can request environments, then the caller.
   *
   * @throws NotAllowedError when the caller is not a person
   */
  async listOwners({ credentials }: Call): Promise<Owners> {
    const { claims, entityRef } = await this.#callers.resolvePerson(
      credentials,
      'own environments',
    );
    const groups = claims.filter(claim => claim.startsWith('group:'));
    return { items: [...groups, entityRef] };
  }
}

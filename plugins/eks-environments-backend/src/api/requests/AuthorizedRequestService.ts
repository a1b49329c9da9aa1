import {
  type DecisionInput,
  type EnvironmentRequest,
  fleetReadPermission,
  type ListRequests200Response,
  type Owners,
  type Plan,
  requestCancelPermission,
  requestDecidePermission,
  type RequestInput,
  requestReadPermission,
} from 'backstage-plugin-eks-environments-common';
import type { AccessResolver } from '../../permissions';
import type { RequestQuery } from '../../requests/RequestReader';
import type { Call, WriteCall } from '../calls';
import { tellsOfExecutors, withoutExecutors } from '../authorization/rawTexts';
import {
  type RequestAuthorizer,
  restrictRequest,
} from '../authorization/RequestAuthorizer';
import type { RequestService } from './RequestService';

/**
 * Authorizes calls about plans and requests.
 *
 * @remarks
 *
 * A request that the caller may not see does not exist for the caller. Lists are restricted in the database.
 */
export class AuthorizedRequestService {
  readonly #service: RequestService;
  readonly #authorizer: RequestAuthorizer;
  readonly #access: AccessResolver;

  constructor(
    service: RequestService,
    options: { authorizer: RequestAuthorizer; access: AccessResolver },
  ) {
    this.#service = service;
    this.#authorizer = options.authorizer;
    this.#access = options.access;
  }

  async plan(input: RequestInput, call: Call): Promise<Plan> {
    await this.#authorizer.assertMayRequest(input, call);
    const plan = await this.#service.plan(input, call);
    return tellsOfExecutors(plan) &&
      !(await this.#access.allows(call.credentials, fleetReadPermission))
      ? withoutExecutors(plan)
      : plan;
  }

  async create(
    input: RequestInput,
    call: WriteCall,
  ): Promise<EnvironmentRequest> {
    await this.#authorizer.assertMayRequest(input, call);
    const request = await this.#service.create(input, call);
    return restrictRequest(request, await this.#authorizer.permissionsOf(call));
  }

  async list(
    query: RequestQuery,
    call: Call,
  ): Promise<ListRequests200Response> {
    const permissions = await this.#authorizer.permissionsOf(call);
    const page = await this.#service.list(query, {
      ...call,
      visible: permissions.visibility(requestReadPermission),
      decidable: permissions.visibility(requestDecidePermission),
    });
    return {
      ...page,
      items: page.items.map(request => restrictRequest(request, permissions)),
    };
  }

  async get(id: string, call: Call): Promise<EnvironmentRequest> {
    const permissions = await this.#authorizer.require(id, call);
    return restrictRequest(await this.#service.get(id, call), permissions);
  }

  async decide(
    id: string,
    input: DecisionInput,
    call: WriteCall,
  ): Promise<EnvironmentRequest> {
    const permissions = await this.#authorizer.require(
      id,
      call,
      requestDecidePermission,
    );
    return restrictRequest(
      await this.#service.decide(id, input, call),
      permissions,
    );
  }

  async cancel(id: string, call: WriteCall): Promise<EnvironmentRequest> {
    const permissions = await this.#authorizer.require(
      id,
      call,
      requestCancelPermission,
    );
    return restrictRequest(await this.#service.cancel(id, call), permissions);
  }

  /** Only about the caller, so it requires no permission. */
  async listOwners(call: Call): Promise<Owners> {
    return this.#service.listOwners(call);
  }
}

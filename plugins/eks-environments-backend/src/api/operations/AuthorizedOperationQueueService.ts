import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  OperationInput,
  StartedOperation,
} from 'backstage-plugin-eks-environments-common';
import type {
  AnyOperationType,
  RequestedOperation,
} from 'backstage-plugin-eks-environments-node';
import { assertIdempotencyKey } from '../../idempotency/IdempotencyKeys';
import type { OperationTypes } from '../../operations';
import { assertText } from '../../util/text';
import type {
  AuthorizedEnvironment,
  EnvironmentAuthorizer,
} from '../authorization/EnvironmentAuthorizer';
import type { Call, WriteCall } from '../calls';
import type { EnvironmentService } from '../environments/EnvironmentService';
import type { OperationQueueService } from './OperationQueueService';

const MAXIMUM_ID = 64; // characters; an id has 26

/** Authorizes operations that callers queue, by the permission of their type. */
export class AuthorizedOperationQueueService {
  readonly #service: OperationQueueService;
  readonly #authorizer: EnvironmentAuthorizer;
  readonly #environments: Pick<EnvironmentService, 'get'>;
  readonly #types: OperationTypes;

  constructor(
    service: OperationQueueService,
    options: {
      authorizer: EnvironmentAuthorizer;
      environments: Pick<EnvironmentService, 'get'>;
      types: OperationTypes;
    },
  ) {
    this.#service = service;
    this.#authorizer = options.authorizer;
    this.#environments = options.environments;
    this.#types = options.types;
  }

  /**
   * Starts an operation that the environment offers.
   *
   * @throws what {@link AuthorizedOperationQueueService.queue} throws, and InputError for a type without a trigger or a field that its form
   *   does not have
   */
  async start(
    environmentId: string,
    { type, input = {} }: OperationInput,
    { idempotencyKey, ...call }: WriteCall,
  ): Promise<StartedOperation> {
    assertFields(this.#types.get(type), input);
    const { environment, operationId } = await this.#queue(
      { environmentId, type, input, idempotencyKey },
      call,
    );
    return {
      operationId,
      environment: environment.restrict(
        await this.#environments.get(environmentId),
      ),
    };
  }

  /** @throws what {@link OperationQueueService.queue} throws, and InputError, NotFoundError and NotAllowedError */
  async queue(operation: RequestedOperation, call: Call): Promise<string> {
    return (await this.#queue(operation, call)).operationId;
  }

  async #queue(
    { idempotencyKey, ...operation }: RequestedOperation,
    call: Call,
  ): Promise<{ environment: AuthorizedEnvironment; operationId: string }> {
    const { environmentId, type } = operation;
    const { permission } = this.#types.get(type);
    if (!permission) {
      throw new InputError(
        `Operations of the type ${type} cannot be queued by callers, because it has no permission`,
      );
    }
    assertIdempotencyKey(idempotencyKey);
    assertText('environmentId', environmentId, MAXIMUM_ID);
    const environment = await this.#authorizer.require(
      environmentId,
      call,
      permission,
    );
    return {
      environment,
      operationId: await this.#service.queue(operation, {
        ...call,
        idempotencyKey,
      }),
    };
  }
}

/** People send only what the form of the type asks for; the rest of the input is for code. */
function assertFields(
  { type, trigger }: AnyOperationType,
  input: JsonObject,
): void {
  if (!trigger) {
    throw new InputError(
      `Operations of the type ${type} cannot be started by people, because it has no trigger`,
    );
  }
  const fields = Object.keys(trigger.form?.properties ?? {});
  const unknown = Object.keys(input).find(field => !fields.includes(field));
  if (unknown !== undefined) {
    throw new InputError(
      `input.${unknown} is not a field of the operation ${type}; ${
        fields.length === 0
          ? 'it has none'
          : `its fields are ${fields.join(', ')}`
      }`,
    );
  }
}

import { InputError } from '@backstage/errors';
import type { RequestedOperation } from 'backstage-plugin-eks-environments-node';
import { assertIdempotencyKey } from '../../idempotency/IdempotencyKeys';
import type { OperationTypes } from '../../operations';
import { assertText } from '../../util/text';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { Call } from '../calls';
import type { OperationQueueService } from './OperationQueueService';

const MAXIMUM_ID = 64; // characters; an id has 26

/** Authorizes operations that callers queue, by the permission of their type. */
export class AuthorizedOperationQueueService {
  readonly #service: OperationQueueService;
  readonly #authorizer: EnvironmentAuthorizer;
  readonly #types: OperationTypes;

  constructor(
    service: OperationQueueService,
    options: { authorizer: EnvironmentAuthorizer; types: OperationTypes },
  ) {
    this.#service = service;
    this.#authorizer = options.authorizer;
    this.#types = options.types;
  }

  /** @throws what {@link OperationQueueService.queue} throws, and InputError, NotFoundError and NotAllowedError */
  async queue(
    { idempotencyKey, ...operation }: RequestedOperation,
    call: Call,
  ): Promise<string> {
    const { environmentId, type } = operation;
    const { permission } = this.#types.get(type);
    if (!permission) {
      throw new InputError(
        `Operations of the type ${type} cannot be queued by callers, because it has no permission`,
      );
    }
    assertIdempotencyKey(idempotencyKey);
    assertText('environmentId', environmentId, MAXIMUM_ID);
    await this.#authorizer.require(environmentId, call, permission);
    return this.#service.queue(operation, { ...call, idempotencyKey });
  }
}

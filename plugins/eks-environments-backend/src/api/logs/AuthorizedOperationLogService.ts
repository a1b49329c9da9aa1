import {
  type GetOperationLog200Response,
  logReadPermission,
} from 'backstage-plugin-eks-environments-common';
import type { Call } from '../calls';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { OperationLogService } from './OperationLogService';
import type { OperationRef } from '../environments/OperationRef';
import type { LogFile, LogUpdate } from './types';
import { whileAllowed } from './whileAllowed';

/** Authorizes calls about logs: they require the permission to read the environment's logs. */
export class AuthorizedOperationLogService {
  readonly #service: OperationLogService;
  readonly #environments: EnvironmentAuthorizer;

  constructor(
    service: OperationLogService,
    options: { environments: EnvironmentAuthorizer },
  ) {
    this.#service = service;
    this.#environments = options.environments;
  }

  async read(
    operation: OperationRef,
    page: { after?: number; limit?: number },
    call: Call,
  ): Promise<GetOperationLog200Response> {
    await this.#require(operation, call);
    return this.#service.read(operation, page);
  }

  async follow(
    operation: OperationRef,
    options: { after: number; signal: AbortSignal },
    call: Call,
  ): Promise<AsyncIterable<LogUpdate>> {
    // The owner of an environment never changes, so only the permission is checked again.
    const environment = await this.#require(operation, call);
    const updates = await this.#service.follow(operation, options);
    return whileAllowed(updates, () =>
      this.#environments.requireAgain(environment, call, logReadPermission),
    );
  }

  async download(operation: OperationRef, call: Call): Promise<LogFile> {
    await this.#require(operation, call);
    return this.#service.download(operation);
  }

  async #require({ environmentId }: OperationRef, call: Call) {
    return this.#environments.require(environmentId, call, logReadPermission);
  }
}

import type { GetOperationLog200Response } from 'backstage-plugin-eks-environments-common';
import type { EnvironmentReader } from '../environments/EnvironmentReader';
import { logFile } from './logFile';
import type { OperationLogFeed } from './OperationLogFeed';
import type { OperationRef } from '../environments/OperationRef';
import type { LogFile, LogUpdate } from './types';

/** The logs of operations. */
export class OperationLogService {
  readonly #environments: EnvironmentReader;
  readonly #feed: OperationLogFeed;

  constructor(options: {
    environments: EnvironmentReader;
    feed: OperationLogFeed;
  }) {
    this.#environments = options.environments;
    this.#feed = options.feed;
  }

  async read(
    operation: OperationRef,
    page: { after?: number; limit?: number },
  ): Promise<GetOperationLog200Response> {
    return this.#environments.getOperationLog(operation, page);
  }

  /** The log after a line, then new lines as they are written, until the operation ends or the signal aborts. */
  async follow(
    operation: OperationRef,
    options: { after: number; signal: AbortSignal },
  ): Promise<AsyncIterable<LogUpdate>> {
    await this.#environments.getOperation(operation);
    return this.#feed.follow(operation, options);
  }

  /** All lines as text; a NotFoundError once the log was removed. */
  async download(operation: OperationRef): Promise<LogFile> {
    return logFile(this.#environments, operation);
  }
}

import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';

const PAGE_SIZE = 500;

/** Copies the log of an environment's operations into the log of a task, each line once. */
export class OperationLogTail {
  readonly #environments: Pick<EksEnvironmentsService, 'getOperationLog'>;
  readonly #logger: LoggerService;
  readonly #lastSequence = new Map<string, number>();

  constructor(options: {
    environments: Pick<EksEnvironmentsService, 'getOperationLog'>;
    logger: LoggerService;
  }) {
    this.#environments = options.environments;
    this.#logger = options.logger;
  }

  /** Copies the lines added since the last call. */
  async copyNewLines(
    environmentId: string,
    operation: Operation,
    options: { credentials: BackstageCredentials },
  ): Promise<void> {
    let items: LogLine[];
    do {
      ({ items } = await this.#environments.getOperationLog(
        { environmentId, operationId: operation.id },
        { after: this.#lastSequence.get(operation.id) ?? 0, limit: PAGE_SIZE },
        options,
      ));
      for (const line of items) {
        this.#lastSequence.set(operation.id, line.sequence);
        this.#write(line);
      }
    } while (items.length === PAGE_SIZE);
  }

  #write({ level, text }: LogLine): void {
    switch (level) {
      case 'critical':
        this.#logger.error(text);
        break;
      case 'warning':
        this.#logger.warn(text);
        break;
      case 'debug':
        this.#logger.debug(text);
        break;
      default:
        this.#logger.info(text);
    }
  }
}

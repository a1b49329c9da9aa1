import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  AvailableOperation,
  Message,
} from 'backstage-plugin-eks-environments-common';
import type {
  AnyOperationType,
  TriggerAvailability,
} from 'backstage-plugin-eks-environments-node';
import type { Clock, EnvironmentRow } from '../database';
import { FailureLog } from '../util/FailureLog';
import { accepts } from './availability';
import { toOperationEnvironment } from './operationEnvironment';
import type { OperationTypes } from './OperationTypes';
import { readAvailability } from './readAvailability';

/** The operations that people can start on an environment, whoever asks. */
export class OperationOffers {
  readonly #options: {
    types: OperationTypes;
    installation: string;
  };
  readonly #log: FailureLog;

  constructor(options: {
    types: OperationTypes;
    /** The installation in the ownership tags. */
    installation: string;
    clock: Clock;
    logger: Pick<LoggerService, 'error'>;
  }) {
    this.#options = options;
    this.#log = new FailureLog(options);
  }

  /**
   * Those that make sense for the environment as it is, with the reason where one is not possible now.
   *
   * @param open - the operation of the environment that waits or runs
   */
  on(row: EnvironmentRow, open: { title: string } | undefined) {
    return this.#options.types.all.flatMap((type): AvailableOperation[] => {
      const { trigger } = type;
      const availability = this.#availability(row, type);
      if (!trigger || availability.kind === 'notOffered') {
        return [];
      }
      const reason =
        availability.kind === 'refused'
          ? availability.reason
          : open && operationOpen(open.title);
      return [
        {
          type: type.type,
          title: trigger.title,
          description: trigger.description,
          form: trigger.form,
          ...(reason ? { possible: false, reason } : { possible: true }),
        },
      ];
    });
  }

  /** A type whose trigger fails hides no other one. */
  #availability(
    row: EnvironmentRow,
    { type, lane, trigger }: AnyOperationType,
  ): TriggerAvailability {
    const { installation } = this.#options;
    if (!trigger || !accepts(row, lane)) {
      return { kind: 'notOffered' };
    }
    try {
      return readAvailability(
        trigger,
        toOperationEnvironment(row, { installation }),
      );
    } catch (error) {
      this.#log.error(
        type,
        `availability of the operation type ${type} failed for the environment ${row.id}; the operation is not offered`,
        error,
      );
      return { kind: 'notOffered' };
    }
  }
}

function operationOpen(title: string): Message {
  return {
    code: 'operation-open',
    params: { title },
    message: `Another operation is in progress: ${title}`,
  };
}

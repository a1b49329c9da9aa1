import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  AvailableOperation,
  Message,
} from 'backstage-plugin-eks-environments-common';
import type {
  AnyOperationType,
  TriggerAvailability,
} from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../database';
import { accepts } from './availability';
import { toOperationEnvironment } from './operationEnvironment';
import type { OperationTypes } from './OperationTypes';

/** The operations that people can start on an environment, whoever asks. */
export class OperationOffers {
  readonly #options: {
    types: OperationTypes;
    installation: string;
    logger: Pick<LoggerService, 'error'>;
  };

  constructor(options: {
    types: OperationTypes;
    /** The installation in the ownership tags. */
    installation: string;
    logger: Pick<LoggerService, 'error'>;
  }) {
    this.#options = options;
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
    const { installation, logger } = this.#options;
    if (!trigger || !accepts(row, lane)) {
      return { kind: 'notOffered' };
    }
    try {
      return trigger.availability(
        toOperationEnvironment(row, { installation }),
      );
    } catch (error) {
      logger.error(
        `availability of the operation type ${type} failed for the environment ${row.id}; the operation is not offered`,
        toError(error),
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

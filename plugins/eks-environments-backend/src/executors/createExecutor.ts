import { hostname } from 'node:os';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { removeAbandonedRuns } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import type { ClockGuard } from '../database';
import { ClockCheck } from './ClockCheck';
import { EksctlCheck } from './EksctlCheck';
import { ExecutorStore } from './ExecutorStore';
import { LocalExecutor } from './LocalExecutor';
import type { ExecutorReadiness } from './types';
import { WorkingDirectoryCheck } from './WorkingDirectoryCheck';

/** The executor of this process, with its scheduled tasks. */
export interface RunningExecutor {
  /** The name of the replica, stored with the operations that it claims. */
  replica: string;
  executor: ExecutorReadiness;
  /** For a schedule, and once before the engine starts. */
  check(): Promise<void>;
  removeAbandonedRuns(): Promise<void>;
  leave(): Promise<void>;
}

export function createExecutor(options: {
  knex: Knex;
  clockGuard: ClockGuard;
  logger: LoggerService;
  /** Absolute path. */
  eksctlPath: string;
  workingDirectory: string;
}): RunningExecutor {
  const { knex, clockGuard, logger, eksctlPath, workingDirectory } = options;
  const replica = `${hostname()}/${process.pid}`.slice(-64);
  const executor = new LocalExecutor({
    replica,
    logger,
    store: new ExecutorStore({ knex }),
    eksctl: new EksctlCheck({ path: eksctlPath }),
    checks: [
      new WorkingDirectoryCheck({ directory: workingDirectory }),
      new ClockCheck({ clockGuard }),
    ],
  });
  return {
    replica,
    executor,
    check: () => executor.check(),
    leave: () => executor.leave(),
    async removeAbandonedRuns() {
      try {
        const removed = await removeAbandonedRuns(workingDirectory);
        if (removed.length > 0) {
          logger.info(
            `Removed ${removed.length} directories of eksctl runs whose process was killed`,
          );
        }
      } catch (error) {
        logger.warn(
          `Abandoned directories in ${workingDirectory} could not be removed`,
          toError(error),
        );
      }
    },
  };
}

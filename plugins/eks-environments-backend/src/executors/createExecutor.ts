import { hostname } from 'node:os';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ClockGuard } from '../database';
import type { ProvisionerRegistry } from '../provisioners';
import { ClockCheck } from './ClockCheck';
import { ExecutorStore } from './ExecutorStore';
import { LocalExecutor } from './LocalExecutor';
import type { ExecutorReadiness } from './types';

/** The executor of this process, with its scheduled tasks. */
export interface RunningExecutor {
  /** The name of the replica, stored with the operations that it claims. */
  replica: string;
  executor: ExecutorReadiness;
  /** For a schedule, and once before the engine starts. */
  check(): Promise<void>;
  leave(): Promise<void>;
}

export function createExecutor(options: {
  knex: Knex;
  clockGuard: ClockGuard;
  provisioners: ProvisionerRegistry;
  logger: LoggerService;
}): RunningExecutor {
  const { knex, clockGuard, provisioners, logger } = options;
  const replica = `${hostname()}/${process.pid}`.slice(-64);
  const executor = new LocalExecutor({
    replica,
    logger,
    provisioners,
    store: new ExecutorStore({ knex }),
    checks: [new ClockCheck({ clockGuard })],
  });
  return {
    replica,
    executor,
    check: () => executor.check(),
    leave: () => executor.leave(),
  };
}

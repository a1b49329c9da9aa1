import { hostname } from 'node:os';
import type { Knex } from 'knex';
import type { LocalCapabilities, RunnableOperations } from '../operations';
import { ExecutorStore } from './ExecutorStore';
import { LiveCapabilities } from './LiveCapabilities';
import { LocalExecutor } from './LocalExecutor';
import type { LocalReadiness } from './LocalReadiness';

/** The executor of this process, with its scheduled tasks. */
export interface RunningExecutor {
  /** The name of the replica, stored with the operations that it claims. */
  replica: string;
  /** What this replica can run now. */
  capabilities: LocalCapabilities;
  /** What some live replica can run now. */
  runnable: RunnableOperations;
  /** For a schedule, and once before the engine starts. */
  check(): Promise<void>;
  leave(): Promise<void>;
}

export function createExecutor(options: {
  knex: Knex;
  readiness: LocalReadiness;
  capabilities: LocalCapabilities;
}): RunningExecutor {
  const { knex, readiness, capabilities } = options;
  const replica = `${hostname()}/${process.pid}`.slice(-64);
  const store = new ExecutorStore({ knex });
  const executor = new LocalExecutor({
    replica,
    store,
    readiness,
    capabilities,
  });
  return {
    replica,
    capabilities,
    runnable: new LiveCapabilities({ replica, store, local: capabilities }),
    check: () => executor.check(),
    leave: () => executor.leave(),
  };
}

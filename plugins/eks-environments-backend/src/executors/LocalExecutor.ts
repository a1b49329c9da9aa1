import type { LocalCapabilities } from '../operations';
import type { ExecutorStore } from './ExecutorStore';
import type { LocalReadiness } from './LocalReadiness';

/** Reports to the other replicas what this one can run, and what prevents it from running more. */
export class LocalExecutor {
  readonly #options: {
    replica: string;
    store: ExecutorStore;
    readiness: LocalReadiness;
    capabilities: Pick<LocalCapabilities, 'list'>;
  };

  constructor(options: {
    replica: string;
    store: ExecutorStore;
    readiness: LocalReadiness;
    capabilities: Pick<LocalCapabilities, 'list'>;
  }) {
    this.#options = options;
  }

  /** Runs all checks and stores their results; for a schedule. */
  async check(): Promise<void> {
    const { replica, store, readiness, capabilities } = this.#options;
    const checked = await readiness.check();
    await store.report({
      replica,
      ...checked,
      runnable: capabilities.list(),
    });
  }

  /** Removes this replica from the list at shutdown. */
  async leave(): Promise<void> {
    await this.#options.store.remove(this.#options.replica);
  }
}

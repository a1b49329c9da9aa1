import type {
  LocalCapabilities,
  RunnableOperations,
  RunnableType,
} from '../operations';
import type { ExecutorStore } from './ExecutorStore';

/**
 * What some live replica can run now: what the others reported, and what this one can run at this moment.
 *
 * @remarks
 *
 * A replica that exited without a word counts until its report is too old.
 */
export class LiveCapabilities implements RunnableOperations {
  readonly #options: {
    replica: string;
    store: Pick<ExecutorStore, 'list'>;
    local: Pick<LocalCapabilities, 'list'>;
  };

  constructor(options: {
    replica: string;
    store: Pick<ExecutorStore, 'list'>;
    local: Pick<LocalCapabilities, 'list'>;
  }) {
    this.#options = options;
  }

  async read(): Promise<RunnableType[]> {
    const { replica, store, local } = this.#options;
    const others = (await store.list()).filter(
      executor => executor.isAlive && executor.replica !== replica,
    );
    return union([
      ...local.list(),
      ...others.flatMap(({ runnable }) => runnable),
    ]);
  }
}

/** Each type once. */
function union(all: readonly RunnableType[]): RunnableType[] {
  const byType = new Map<string, RunnableType>();
  for (const { type, provisioners } of all) {
    const before = byType.get(type);
    const known = before?.provisioners ?? [];
    const isOfAll = !provisioners || (before && !before.provisioners);
    byType.set(
      type,
      isOfAll
        ? { type }
        : { type, provisioners: [...new Set([...known, ...provisioners])] },
    );
  }
  return [...byType.values()];
}

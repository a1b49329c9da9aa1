import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EksctlCheck } from './EksctlCheck';
import type { ExecutorStore } from './ExecutorStore';
import type {
  ExecutorCheck,
  ExecutorProblem,
  ExecutorReadiness,
} from './types';

/** How long a replica that could not start eksctl leaves operations to others. Milliseconds. */
const REST_MS = 60_000;

/**
 * Whether this replica can run operations, and what it reports to the others.
 *
 * @remarks
 *
 * A create that it cannot run would fail for good, although another replica could have run it. So it claims none until its checks pass.
 * What it runs already continues, and deletions do not need eksctl.
 */
export class LocalExecutor implements ExecutorReadiness {
  readonly #options: {
    replica: string;
    store: ExecutorStore;
    eksctl: EksctlCheck;
    checks: readonly ExecutorCheck[];
    logger: LoggerService;
    now: () => number;
  };
  #problems: ExecutorProblem[] = [];
  #failedStart: { problem: ExecutorProblem; until: number } | undefined;

  constructor(options: {
    replica: string;
    store: ExecutorStore;
    eksctl: EksctlCheck;
    /** In addition to that of eksctl. */
    checks: readonly ExecutorCheck[];
    logger: LoggerService;
    /** Milliseconds of a monotonic clock. */
    now?: () => number;
  }) {
    this.#options = { now: () => performance.now(), ...options };
  }

  isReady(): boolean {
    return this.problems.length === 0;
  }

  get problems(): ExecutorProblem[] {
    const failed = this.#failedStart;
    const isResting = failed && this.#options.now() < failed.until;
    return isResting ? [...this.#problems, failed.problem] : this.#problems;
  }

  startFailed(reason: string): void {
    const { logger, now } = this.#options;
    logger.error(
      `eksctl could not be started: ${reason}. This replica begins no creations for ${
        REST_MS / 1000
      } seconds`,
    );
    this.#failedStart = {
      problem: {
        code: 'start-failed',
        message: `eksctl could not be started: ${reason}`,
      },
      until: now() + REST_MS,
    };
  }

  /** Runs all checks and stores their results; for a schedule. */
  async check(): Promise<void> {
    const { checks, eksctl, store, replica } = this.#options;
    const found = await Promise.all(
      [eksctl, ...checks].map(check => check.check()),
    );
    const problems = found.filter(problem => problem !== undefined);
    this.#log(problems);
    this.#problems = problems;
    await store.report({
      replica,
      eksctlVersion: eksctl.version,
      problems: this.problems,
    });
  }

  /** Removes this replica from the list at shutdown. */
  async leave(): Promise<void> {
    await this.#options.store.remove(this.#options.replica);
  }

  /** Logs once for each change. */
  #log(problems: ExecutorProblem[]): void {
    const { logger } = this.#options;
    const before = new Set(this.#problems.map(({ message }) => message));
    for (const { message } of problems) {
      if (!before.has(message)) {
        logger.error(`This replica begins no creations: ${message}`);
      }
    }
    if (before.size > 0 && problems.length === 0) {
      logger.info('This replica begins creations again');
    }
  }
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Readiness,
  ReadinessProblem,
} from 'backstage-plugin-eks-environments-node';
import type { EksctlCheck } from './EksctlCheck';
import type { WorkingDirectoryCheck } from './WorkingDirectoryCheck';

/** How long a replica that could not start eksctl leaves creations to others. Milliseconds. */
const REST_MS = 60_000;

/**
 * Whether this replica can run eksctl.
 *
 * @remarks
 *
 * A creation that it cannot run would fail for good, although another replica could have run it. So it claims none until its checks pass.
 * What it runs already continues, and deletions do not need eksctl.
 */
export class EksctlReadiness {
  readonly #options: {
    eksctl: EksctlCheck;
    workingDirectory: WorkingDirectoryCheck;
    logger: LoggerService;
    now: () => number;
  };
  #problems: ReadinessProblem[] = [];
  #failedStart: { problem: ReadinessProblem; until: number } | undefined;

  constructor(options: {
    eksctl: EksctlCheck;
    workingDirectory: WorkingDirectoryCheck;
    logger: LoggerService;
    /** Milliseconds of a monotonic clock. */
    now?: () => number;
  }) {
    this.#options = { now: () => performance.now(), ...options };
  }

  isReady(): boolean {
    return this.#present().length === 0;
  }

  /** eksctl could not be started for an operation that was claimed. */
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
        isLasting: false,
      },
      until: now() + REST_MS,
    };
  }

  /** Runs the checks; for a schedule. */
  async check(): Promise<Readiness> {
    const { eksctl, workingDirectory } = this.#options;
    const found = await Promise.all([eksctl.check(), workingDirectory.check()]);
    this.#problems = found.filter(problem => problem !== undefined);
    return { version: eksctl.version, problems: this.#present() };
  }

  #present(): ReadinessProblem[] {
    const failed = this.#failedStart;
    const isResting = failed && this.#options.now() < failed.until;
    return isResting ? [...this.#problems, failed.problem] : this.#problems;
  }
}

import { EksctlLine } from '../output/types';
import {
  EksctlExit,
  EksctlRun,
  EksctlRunner,
  EksctlRunOptions,
} from '../run/types';

/** A run with all of its output. */
interface KeptRun {
  run: EksctlRun;
  lines: EksctlLine[];
  exited: Promise<EksctlExit>;
  /** The current follower. */
  follower: ((line: EksctlLine) => void) | undefined;
}

/**
 * An in-memory executor for tests that keeps its runs, as a Kubernetes cluster keeps its Jobs: a run that a worker left continues and is
 * found again.
 *
 * @public
 */
export class FindableEksctlRunner implements EksctlRunner {
  readonly #inner: EksctlRunner;
  readonly #kept = new Map<string, KeptRun>();

  /** @param inner - the runner that executes eksctl */
  constructor(inner: EksctlRunner) {
    this.#inner = inner;
  }

  async start(options: EksctlRunOptions): Promise<EksctlRun> {
    const run = await this.#inner.start(options);
    const lines: EksctlLine[] = [];
    const kept: KeptRun = {
      run,
      lines,
      follower: undefined,
      exited: run.follow(line => {
        lines.push(line);
        kept.follower?.(line);
      }),
    };
    this.#kept.set(options.subject, kept);
    return this.#handleOf(options.subject, kept);
  }

  async find(subject: string): Promise<EksctlRun | undefined> {
    const kept = this.#kept.get(subject);
    return kept && !kept.follower ? this.#handleOf(subject, kept) : undefined;
  }

  #handleOf(subject: string, kept: KeptRun): EksctlRun {
    const forget = () => {
      if (this.#kept.get(subject) === kept) {
        this.#kept.delete(subject);
      }
    };
    let left = () => {};
    const untilLeft = new Promise<'left'>(resolve => {
      left = () => resolve('left');
    });
    return {
      operation: kept.run.operation,
      async follow(onLine) {
        kept.lines.forEach(line => onLine(line));
        kept.follower = onLine;
        const end = await Promise.race([kept.exited, untilLeft]);
        if (end === 'left') {
          return new Promise(() => {});
        }
        forget();
        return end;
      },
      async stop() {
        await kept.run.stop();
        await kept.exited;
        forget();
      },
      async leave() {
        kept.follower = undefined;
        left();
      },
    };
  }
}

import {
  type CreatePhase,
  type Progress,
  progressOf,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { ProcedureOptions } from './procedures';
import { type EksctlEnd, runWatched } from './runWatched';
import { StoppedError, type Work } from './types';

/** Runs the commands of a create under a watchdog: their lines become progress. */
export class WatchedEksctl {
  readonly #work: Work;
  readonly #access: AccountAccess;
  readonly #options: ProcedureOptions;
  #progress: Progress<CreatePhase> | undefined;

  constructor(work: Work, access: AccountAccess, options: ProcedureOptions) {
    this.#work = work;
    this.#access = access;
    this.#options = options;
  }

  /** How far the create is, whatever eksctl will say next. Neither goes back. */
  reached(progress: Progress<CreatePhase>): void {
    if (progress.percent >= (this.#progress?.percent ?? 0)) {
      this.#progress = progress;
    }
    this.#work.journal.progress(progress.phase, progress.percent);
  }

  /**
   * @param config - as YAML; left out, the one that was approved
   * @throws the signal's reason when the worker has to stop; StoppedError when eksctl could not be started, which is a fault of this replica
   *   and not of the create: another replica takes it over
   */
  async run(
    args: string[],
    config = this.#work.environment.config,
  ): Promise<EksctlEnd> {
    const { environment } = this.#work;
    const end = await runWatched(args, {
      ...this.#options,
      access: this.#access,
      work: { ...this.#work, environment: { ...environment, config } },
      onLine: line => {
        const before = this.#progress;
        this.#progress = progressOf('create', line, before);
        if (this.#progress !== before) {
          this.reached(this.#progress);
        }
      },
    });
    if (end.kind === 'ended' && end.result.exit.kind === 'notStarted') {
      this.#work.journal.say(
        'eksctl could not be started on this replica; the create waits for a replica that can start it',
      );
      throw new StoppedError('unable');
    }
    return end;
  }
}

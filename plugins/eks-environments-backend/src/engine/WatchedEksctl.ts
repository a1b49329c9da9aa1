import {
  type CreatePhase,
  EksStacks,
  type Progress,
  progressOf,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { EksctlResult } from './EksctlCommands';
import type { ProcedureOptions } from './procedures';
import type { Work } from './types';
import { Watchdog } from './Watchdog';
import { isInProgress } from './watchStacks';

/**
 * How a command of a create ended.
 *
 * - `ended`: by itself
 * - `silent`: it was stopped, because it said nothing and AWS did nothing for it
 */
export type EksctlEnd =
  | { kind: 'ended'; result: EksctlResult }
  | { kind: 'silent' };

/** Runs the commands of a create: their lines become progress, and a watchdog asks AWS about the ones that fall silent. */
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
   * @throws the signal's reason when the worker has to stop
   */
  async run(
    args: string[],
    config = this.#work.environment.config,
  ): Promise<EksctlEnd> {
    const { signal, environment } = this.#work;
    const { clock, silence } = this.#options;
    const watchdog = new Watchdog({ clock, bound: silence });
    const ended = new AbortController();
    const silenced = new AbortController();
    const watch = this.#watch(watchdog, ended.signal).then(life => {
      if (life === 'dead') {
        silenced.abort(new Error('eksctl fell silent'));
      }
    });
    try {
      const result = await this.#options.eksctl.run(args, {
        access: this.#access,
        work: {
          ...this.#work,
          environment: { ...environment, config },
          signal: AbortSignal.any([signal, silenced.signal]),
        },
        onLine: line => {
          watchdog.heard();
          const before = this.#progress;
          this.#progress = progressOf('create', line, before);
          if (this.#progress !== before) {
            this.reached(this.#progress);
          }
        },
      });
      return { kind: 'ended', result };
    } catch (error) {
      signal.throwIfAborted();
      if (silenced.signal.aborted) {
        return { kind: 'silent' };
      }
      throw error;
    } finally {
      ended.abort();
      await watch;
    }
  }

  async #watch(
    watchdog: Watchdog,
    ended: AbortSignal,
  ): Promise<'dead' | 'ended'> {
    const { journal } = this.#work;
    const { pause, watchMs } = this.#options;
    for (;;) {
      try {
        await pause(watchMs, ended);
      } catch {
        return 'ended';
      }
      const life = await watchdog
        .check(() => this.#inProgress())
        // An AWS that does not answer says nothing about eksctl.
        .catch(() => undefined);
      if (ended.aborted) {
        return 'ended';
      }
      if (life?.kind === 'dead') {
        journal.say(
          'eksctl says nothing, and nothing is going on in AWS: it is stopped, and what AWS has is gone on with',
          'warning',
        );
        return 'dead';
      }
      if (life?.kind === 'building') {
        journal.say(
          `AWS is still at it: ${life.what.join(
            ', ',
          )}; eksctl has said nothing since ${life.since.toFormat(
            'HH:mm:ss',
          )} UTC`,
        );
      }
    }
  }

  async #inProgress(): Promise<string[]> {
    const stacks = await new EksStacks(
      this.#access.clients,
    ).describeClusterStacks(this.#work.environment.cluster_name);
    return stacks
      .filter(({ status }) => isInProgress(status))
      .map(({ name, status }) => `${name} ${status}`);
  }
}

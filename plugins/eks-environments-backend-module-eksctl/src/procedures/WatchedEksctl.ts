import {
  type OperationContext,
  OperationStoppedError,
} from 'backstage-plugin-eks-environments-node';
import {
  type CreatePhase,
  type Progress,
  progressOf,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { ProcedureOptions } from './ProcedureOptions';
import { type EksctlEnd, runWatched } from './runWatched';

/** Runs the commands of a create under a watchdog, and turns their output into progress. */
export class WatchedEksctl {
  readonly #context: OperationContext;
  readonly #access: AccountAccess;
  readonly #options: ProcedureOptions;
  #progress: Progress<CreatePhase> | undefined;

  constructor(
    context: OperationContext,
    access: AccountAccess,
    options: ProcedureOptions,
  ) {
    this.#context = context;
    this.#access = access;
    this.#options = options;
  }

  /** Records progress of the create, whatever eksctl prints next. Progress never goes back. */
  reached(progress: Progress<CreatePhase>): void {
    if (progress.percent >= (this.#progress?.percent ?? 0)) {
      this.#progress = progress;
    }
    this.#context.journal.progress(progress.phase, progress.percent);
  }

  /**
   * @param config - as YAML. Omitted: the approved config
   * @throws the signal's reason when the worker has to stop; OperationStoppedError when eksctl could not be started, which is a fault of
   *   this replica and not of the create: another replica takes it over
   */
  async run(
    args: string[],
    config = this.#context.environment.spec,
  ): Promise<EksctlEnd> {
    const { environment } = this.#context;
    const end = await runWatched(args, {
      ...this.#options,
      access: this.#access,
      context: {
        ...this.#context,
        environment: { ...environment, spec: config },
      },
      onLine: line => {
        const before = this.#progress;
        this.#progress = progressOf('create', line, before);
        if (this.#progress !== before) {
          this.reached(this.#progress);
        }
      },
    });
    if (end.kind === 'ended' && end.result.exit.kind === 'notStarted') {
      this.#context.journal.log(
        'eksctl could not be started on this replica; the operation waits for a replica that can start it',
      );
      throw new OperationStoppedError('unable');
    }
    return end;
  }
}

import { once } from 'node:events';
import {
  type OperationContext,
  OperationStoppedError,
} from 'backstage-plugin-eks-environments-node';
import type {
  EksctlExit,
  EksctlLine,
  EksctlRun,
  EksctlRunner,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { EksctlReadiness } from '../readiness/EksctlReadiness';

/** Enough to find the cause of a failure; the database has the whole log. */
const REMEMBERED_LINES = 500;

/** How an eksctl command ended, and the last lines it printed. */
export interface EksctlResult {
  exit: EksctlExit;
  lines: EksctlLine[];
}

/**
 * Runs eksctl for operations, through the runner.
 *
 * @remarks
 *
 * A worker that stops because its environment is to be deleted, or because eksctl hangs, terminates eksctl. A worker that hands over or
 * lost its claim only detaches: if the run can be found again, the next worker finds it; otherwise its runner terminates it.
 */
export class EksctlCommands {
  readonly #runner: EksctlRunner;
  readonly #readiness: Pick<EksctlReadiness, 'startFailed'>;

  constructor(options: {
    runner: EksctlRunner;
    readiness: Pick<EksctlReadiness, 'startFailed'>;
  }) {
    this.#runner = options.runner;
    this.#readiness = options.readiness;
  }

  /**
   * Settles the run that an earlier worker left on this environment, so that no two runs work on it. A run of the same operation is
   * followed to its end, a run of another operation is terminated. What the run did is read from AWS afterwards.
   *
   * @throws the signal's reason when the signal aborted
   */
  async settleEarlierRun(context: OperationContext): Promise<void> {
    const { environment, operation, journal } = context;
    const run = await this.#runner.find(environment.id);
    if (!run) {
      return;
    }
    if (run.operation !== operation.id) {
      journal.log('Stopping the eksctl of an earlier operation');
      await run.stop();
      return;
    }
    journal.log(
      'Resuming the eksctl run that an earlier worker started. Its log from the beginning:',
    );
    await follow(run, context, line => journal.addLine(line));
  }

  /** @throws the signal's reason when the signal aborted, after eksctl was terminated or detached from */
  async run(
    args: string[],
    options: {
      context: OperationContext;
      access: AccountAccess;
      onLine: (line: EksctlLine) => void;
    },
  ): Promise<EksctlResult> {
    const { context, access, onLine } = options;
    context.signal.throwIfAborted();
    const lines: EksctlLine[] = [];
    const run = await this.#runner.start({
      subject: context.environment.id,
      operation: context.operation.id,
      args,
      configYaml: context.environment.spec,
      region: access.region,
      credentials: access.credentials,
    });
    const exit = await follow(run, context, line => {
      lines.push(line);
      if (lines.length > REMEMBERED_LINES) {
        lines.shift();
      }
      context.journal.addLine(line);
      onLine(line);
    });
    if (exit.kind === 'notStarted') {
      this.#readiness.startFailed(exit.reason);
    }
    return { exit, lines };
  }
}

/** Follows a run until it ends or the worker has to stop. */
async function follow(
  run: EksctlRun,
  { signal }: OperationContext,
  onLine: (line: EksctlLine) => void,
): Promise<EksctlExit> {
  const ended = new AbortController();
  try {
    const exit = await Promise.race([
      run.follow(onLine),
      untilAborted(signal, ended.signal),
    ]);
    if (exit) {
      return exit;
    }
  } finally {
    ended.abort();
  }
  await (isHandover(signal) ? run.leave() : run.stop());
  throw signal.reason;
}

async function untilAborted(
  signal: AbortSignal,
  ended: AbortSignal,
): Promise<undefined> {
  if (!signal.aborted) {
    // Rejects when the run has ended, and then nobody waits for it.
    await once(signal, 'abort', { signal: ended }).catch(() => {});
  }
}

/** The next worker may resume the run; after any other stop nobody does. */
function isHandover({ reason }: AbortSignal): boolean {
  return (
    reason instanceof OperationStoppedError && reason.reason !== 'cancelled'
  );
}

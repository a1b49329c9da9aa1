import { type EksctlLine, EksStacks } from 'backstage-plugin-eksctl-node';
import type { Duration } from 'luxon';
import type { AccountAccess } from '../accounts';
import type { Clock, Pause } from 'backstage-plugin-eks-environments-node';
import type { EksctlCommands, EksctlResult } from './EksctlCommands';
import type { OperationContext } from 'backstage-plugin-eks-environments-node';
import { type Life, Watchdog } from './Watchdog';
import { isInProgress } from './watchStacks';

/**
 * How a watched command ended.
 *
 * - `ended`: by itself
 * - `silent`: stopped, because it printed nothing and nothing was in progress in AWS
 * - `overdue`: stopped, because it exceeded its time limit
 */
export type EksctlEnd =
  | { kind: 'ended'; result: EksctlResult }
  | { kind: 'silent' }
  | { kind: 'overdue' };

/** The settings of a watched command. */
export interface WatchOptions {
  context: OperationContext;
  access: AccountAccess;
  eksctl: EksctlCommands;
  clock: Clock;
  pause: Pause;
  /** How often the watchdog checks. */
  watchMs: number;
  /** How long eksctl may print nothing before AWS is asked whether anything is in progress. */
  silence: Duration;
  /** How long it may take in total, whatever it prints. Omitted: no limit. */
  atMost?: Duration;
  onLine: (line: EksctlLine) => void;
}

/**
 * Runs an eksctl command under a watchdog, which asks AWS when eksctl is silent.
 *
 * @throws the signal's reason when the worker has to stop
 */
export async function runWatched(
  args: string[],
  options: WatchOptions,
): Promise<EksctlEnd> {
  const { context, access, eksctl, clock, silence, atMost, onLine } = options;
  const watchdog = new Watchdog({ clock, bound: silence, atMost });
  const ended = new AbortController();
  const stopped = new AbortController();
  const watch = watchWith(watchdog, ended.signal, options).then(verdict => {
    if (verdict !== 'ended') {
      stopped.abort(new Error(`eksctl is ${verdict}`));
    }
    return verdict;
  });
  try {
    const result = await eksctl.run(args, {
      access,
      context: {
        ...context,
        signal: AbortSignal.any([context.signal, stopped.signal]),
      },
      onLine: line => {
        watchdog.heard();
        onLine(line);
      },
    });
    return { kind: 'ended', result };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!stopped.signal.aborted) {
      throw error;
    }
    return { kind: (await watch) === 'overdue' ? 'overdue' : 'silent' };
  } finally {
    ended.abort();
    await watch;
  }
}

async function watchWith(
  watchdog: Watchdog,
  ended: AbortSignal,
  options: WatchOptions,
): Promise<'ended' | 'silent' | 'overdue'> {
  const { context, access, pause, watchMs, atMost } = options;
  for (;;) {
    try {
      await pause(watchMs, ended);
    } catch {
      return 'ended';
    }
    const life = await watchdog
      .check(() => stacksInProgress(access, context.environment.resourceRef))
      // If AWS does not answer, nothing is known about eksctl.
      .catch((): Life => ({ kind: 'speaking' }));
    if (ended.aborted) {
      return 'ended';
    }
    switch (life.kind) {
      case 'dead':
        context.journal.log(
          'eksctl prints nothing, and nothing is in progress in AWS: stopping eksctl and resuming from what AWS has',
          'warning',
        );
        return 'silent';
      case 'overdue':
        context.journal.log(
          `eksctl did not end within ${atMost
            ?.rescale()
            .toHuman()}: stopping it and resuming from what AWS has`,
          'warning',
        );
        return 'overdue';
      case 'building':
        context.journal.log(
          `Still in progress in AWS: ${life.what.join(
            ', ',
          )}; eksctl has printed nothing since ${life.since.toFormat(
            'HH:mm:ss',
          )} UTC`,
        );
        break;
      default:
    }
  }
}

async function stacksInProgress(
  { clients }: AccountAccess,
  clusterName: string,
): Promise<string[]> {
  const stacks = await new EksStacks(clients).describeClusterStacks(
    clusterName,
  );
  return stacks
    .filter(({ status }) => isInProgress(status))
    .map(({ name, status }) => `${name} ${status}`);
}

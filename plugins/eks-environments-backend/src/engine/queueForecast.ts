import type { SharedLimits } from './claimable';

/*
 * What the queue of one kind of operation will do, by playing it: the same order and the same limits as in claimable.ts, with the usual
 * durations in place of the real ones. Times are seconds from now.
 */

/** Later than anything that is known: what begins then or after it has a place and no time. */
const UNKNOWN = 1e9;
/** Nobody knows when a pause is lifted or AWS is well again; whatever may begin goes before. */
const HELD = 1e10;
/** What takes longer than usual is taken to end soon. */
const OVERDUE_ENDS_IN = 60;

/** Where an operation takes room in the limits. */
interface Placed {
  owner: string;
  account: string;
  region: string;
}

/** An operation that runs. */
export interface RunningOperation extends Placed {
  /** How long it has run. */
  seconds: number;
  usualSeconds?: number;
}

/** An operation that waits. */
export interface WaitingOperation extends Placed {
  id: string;
  /** How long it must not begin yet; 0 when it is due. */
  dueIn: number;
  /** Sorts by what is due longest. */
  dueAt: string;
  /** By something that nobody knows the end of. */
  held: boolean;
  usualSeconds?: number;
}

/** What is foreseen of a waiting operation. */
export interface Forecast {
  /** 1 is the next to begin. */
  place: number;
  startsIn?: number;
  endsIn?: number;
}

/** The queue of one kind of operation. */
export interface Queue {
  running: readonly RunningOperation[];
  waiting: readonly WaitingOperation[];
  limits: SharedLimits;
  /** How many the workers of all replicas take at once. */
  workers: number;
}

/** Why an operation that is due does not begin: nobody has a hand free, or a limit of all or of its region has no room. */
export type Shortage = 'workers' | 'total' | 'region';

type Busy = Placed & { endsAt: number };

/** Plays the queue until everything has begun. */
export function forecastQueue(queue: Queue): Map<string, Forecast> {
  const forecasts = new Map<string, Forecast>();
  const waiting = queue.waiting
    .map(operation => ({
      ...operation,
      readyAt: operation.held ? HELD : operation.dueIn,
    }))
    .sort((a, b) => compare(a.dueAt, b.dueAt) || compare(a.id, b.id));
  let busy: Busy[] = queue.running.map(operation => ({
    ...operation,
    endsAt: remainingSeconds(operation),
  }));
  let now = 0;
  while (waiting.length > 0) {
    const next = nextToBegin(waiting, { now, busy, queue });
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      const endsAt = now + (next.usualSeconds ?? UNKNOWN);
      busy.push({ ...next, endsAt });
      forecasts.set(next.id, {
        place: forecasts.size + 1,
        startsIn: known(now),
        endsIn: known(endsAt),
      });
    } else {
      now = nextMoment(now, busy, waiting);
      busy = stillBusy(busy, now);
    }
  }
  return forecasts;
}

function nextToBegin<T extends Placed & { readyAt: number }>(
  waiting: readonly T[],
  { now, busy, queue }: { now: number; busy: readonly Busy[]; queue: Queue },
): T | undefined {
  const candidates = waiting.filter(
    operation =>
      operation.readyAt <= now &&
      findShortage(operation, busy, queue) === undefined,
  );
  return choose(candidates, busy);
}

/** When something ends or gets due after a moment. */
function nextMoment(
  now: number,
  busy: readonly Busy[],
  waiting: readonly { readyAt: number }[],
): number {
  const moments = [
    ...busy.map(({ endsAt }) => endsAt),
    ...waiting.map(({ readyAt }) => readyAt),
  ];
  return Math.min(...moments.filter(moment => moment > now));
}

function stillBusy(busy: readonly Busy[], now: number): Busy[] {
  return busy.filter(({ endsAt }) => endsAt > now);
}

/** What an operation would wait for if it were due now. */
export function findShortage(
  operation: Placed,
  running: readonly Placed[],
  { limits, workers }: Pick<Queue, 'limits' | 'workers'>,
): Shortage | undefined {
  const { total, perRegion, perRegionOf } = limits;
  const { account, region } = operation;
  const inRegion = running.filter(
    other => other.account === account && other.region === region,
  );
  if (inRegion.length >= (perRegionOf[account] ?? perRegion ?? Infinity)) {
    return 'region';
  }
  if (running.length >= (total ?? Infinity)) {
    return 'total';
  }
  return running.length >= workers ? 'workers' : undefined;
}

/** Of the owner who has the fewest running, what is due longest. */
function choose<T extends Placed>(
  candidates: readonly T[],
  busy: readonly Placed[],
): T | undefined {
  const runningOf = new Map<string, number>();
  for (const { owner } of busy) {
    runningOf.set(owner, (runningOf.get(owner) ?? 0) + 1);
  }
  const count = ({ owner }: Placed) => runningOf.get(owner) ?? 0;
  return candidates.reduce<T | undefined>(
    (best, other) => (best && count(best) <= count(other) ? best : other),
    undefined,
  );
}

function remainingSeconds({ seconds, usualSeconds }: RunningOperation): number {
  return usualSeconds === undefined
    ? UNKNOWN
    : Math.max(usualSeconds - seconds, OVERDUE_ENDS_IN);
}

function known(moment: number): number | undefined {
  return moment < UNKNOWN ? moment : undefined;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

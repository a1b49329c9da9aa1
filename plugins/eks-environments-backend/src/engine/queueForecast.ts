import type { LaneLimits } from '../config';

/*
 * Forecasts the operations of one queue by simulating it: the order and the limits of claimable.ts, with the usual durations in place of
 * the real ones. Times are seconds from now.
 *
 * The operations of one owner in one region are one queue, and only the first of a queue can be the next to begin. So each step reads the
 * queues, not all waiting operations: the cost is linear in the length of the queue, not quadratic.
 */

/** Later than any known time: what begins then or later has a place but no time. */
const UNKNOWN = 1e9;
/** Nobody knows when a pause is lifted or a provisioner recovers; everything that may begin comes before. */
const HELD = 1e10;
/** What takes longer than usual is assumed to end soon. */
const OVERDUE_ENDS_IN = 60;

/** Where an operation counts in the limits. */
interface Placed {
  owner: string;
  account: string;
  region: string;
}

export interface RunningOperation extends Placed {
  /** How long it has run. */
  seconds: number;
  usualSeconds?: number;
}

export interface WaitingOperation extends Placed {
  id: string;
  /** How long it must not begin yet; 0 when it is due. */
  dueIn: number;
  /** Sort key: what is due longest comes first. */
  dueAt: string;
  /** Whether a pause or a circuit breaker, whose end nobody knows, holds it back. */
  held: boolean;
  usualSeconds?: number;
}

export interface Forecast {
  /** 1 is the next to begin. */
  place: number;
  startsIn?: number;
  endsIn?: number;
}

/** The operations of one queue. */
export interface LaneLoad {
  running: readonly RunningOperation[];
  waiting: readonly WaitingOperation[];
  limits: LaneLimits;
  /** How many operations the workers of all replicas run at once. */
  workers: number;
}

/** Why an operation that is due does not begin: no worker is free, or the limit in total or of its region is reached. */
export type Shortage = 'workers' | 'total' | 'region';

type Busy = Placed & { endsAt: number };

/** A waiting operation, with the time when it may begin and its rank among all: what is due longest comes first. */
type Ready = WaitingOperation & { readyAt: number; rank: number };

/** The waiting operations of one owner in one region, in the order in which they begin. */
interface OwnerQueue {
  operations: Ready[];
  /** The index of the next operation to begin. */
  next: number;
}

/** Simulates the queue until every operation has begun. */
export function forecastQueue(load: LaneLoad): Map<string, Forecast> {
  const forecasts = new Map<string, Forecast>();
  let queues = toQueues(load.waiting);
  let busy: Busy[] = load.running.map(operation => ({
    ...operation,
    endsAt: remainingSeconds(operation),
  }));
  let now = 0;
  while (queues.length > 0) {
    const queue = nextToBegin(queues, { now, busy, load });
    if (queue) {
      const begun = firstOf(queue);
      const endsAt = now + (begun.usualSeconds ?? UNKNOWN);
      busy.push({ ...begun, endsAt });
      forecasts.set(begun.id, {
        place: forecasts.size + 1,
        startsIn: known(now),
        endsIn: known(endsAt),
      });
      queue.next += 1;
      if (queue.next === queue.operations.length) {
        queues = queues.filter(other => other !== queue);
      }
    } else {
      now = nextMoment(now, busy, queues);
      busy = stillBusy(busy, now);
    }
  }
  return forecasts;
}

function toQueues(waiting: readonly WaitingOperation[]): OwnerQueue[] {
  const sorted = waiting
    .map(operation => ({
      ...operation,
      readyAt: operation.held ? HELD : operation.dueIn,
    }))
    .sort(
      (a, b) =>
        a.readyAt - b.readyAt ||
        compare(a.dueAt, b.dueAt) ||
        compare(a.id, b.id),
    );
  const queues = new Map<string, OwnerQueue>();
  for (const [rank, operation] of sorted.entries()) {
    const key = JSON.stringify([operation.owner, placeOf(operation)]);
    const queue = queues.get(key) ?? { operations: [], next: 0 };
    queue.operations.push({ ...operation, rank });
    queues.set(key, queue);
  }
  return [...queues.values()];
}

/** The operation that is due longest, of the owner with the fewest running ones. */
function nextToBegin(
  queues: readonly OwnerQueue[],
  { now, busy, load }: { now: number; busy: readonly Busy[]; load: LaneLoad },
): OwnerQueue | undefined {
  const runningOf = countBy(busy, ({ owner }) => owner);
  const count = (queue: OwnerQueue) => runningOf.get(firstOf(queue).owner) ?? 0;
  const shortageOf = shortagesOf({ ...load, running: busy });
  let best: OwnerQueue | undefined;
  for (const queue of queues) {
    const first = firstOf(queue);
    const goesBefore =
      best === undefined ||
      (count(queue) - count(best) || first.rank - firstOf(best).rank) < 0;
    if (first.readyAt <= now && goesBefore && shortageOf(first) === undefined) {
      best = queue;
    }
  }
  return best;
}

function firstOf({ operations, next }: OwnerQueue): Ready {
  return operations[next];
}

/** The next time at which an operation ends or becomes due. */
function nextMoment(
  now: number,
  busy: readonly Busy[],
  queues: readonly OwnerQueue[],
): number {
  let moment = Infinity;
  for (const { endsAt } of busy) {
    moment = endsAt > now ? Math.min(moment, endsAt) : moment;
  }
  for (const queue of queues) {
    const { readyAt } = firstOf(queue);
    moment = readyAt > now ? Math.min(moment, readyAt) : moment;
  }
  return moment;
}

function stillBusy(busy: readonly Busy[], now: number): Busy[] {
  return busy.filter(({ endsAt }) => endsAt > now);
}

/** What operations would wait for if they were due now. */
export function shortagesOf({
  running,
  limits,
  workers,
}: Omit<LaneLoad, 'running' | 'waiting'> & {
  running: readonly Placed[];
}): (operation: Placed) => Shortage | undefined {
  const { total, perRegion, perRegionOf } = limits;
  const inRegion = countBy(running, placeOf);
  return operation => {
    const limit = perRegionOf[operation.account] ?? perRegion ?? Infinity;
    if ((inRegion.get(placeOf(operation)) ?? 0) >= limit) {
      return 'region';
    }
    if (running.length >= (total ?? Infinity)) {
      return 'total';
    }
    return running.length >= workers ? 'workers' : undefined;
  };
}

function placeOf({ account, region }: Placed): string {
  return `${account} ${region}`;
}

function countBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
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

import type { SharedLimits } from './claimable';

/*
 * What the queue of one kind of operation will do, by playing it: the same order and the same limits as in claimable.ts, with the usual
 * durations in place of the real ones. Times are seconds from now.
 *
 * Those of one owner in one region stand in one lane, and only the first of a lane can be the next to begin. So each step looks at the
 * lanes, not at all that wait: what a long queue costs grows with its length, not with the square of it.
 */

/** Later than anything that is known: what begins then or after it has a place and no time. */
const UNKNOWN = 1e9;
/** Nobody knows when a pause is lifted or AWS has recovered; whatever may begin goes before. */
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

/** One that waits, with when it may begin and its rank among all: what is due longest comes first. */
type Ready = WaitingOperation & { readyAt: number; rank: number };

/** Those of one owner in one region, in the order in which they begin. */
interface Lane {
  operations: Ready[];
  /** Of the next to begin. */
  next: number;
}

/** Plays the queue until everything has begun. */
export function forecastQueue(queue: Queue): Map<string, Forecast> {
  const forecasts = new Map<string, Forecast>();
  let lanes = toLanes(queue.waiting);
  let busy: Busy[] = queue.running.map(operation => ({
    ...operation,
    endsAt: remainingSeconds(operation),
  }));
  let now = 0;
  while (lanes.length > 0) {
    const lane = nextToBegin(lanes, { now, busy, queue });
    if (lane) {
      const begun = firstOf(lane);
      const endsAt = now + (begun.usualSeconds ?? UNKNOWN);
      busy.push({ ...begun, endsAt });
      forecasts.set(begun.id, {
        place: forecasts.size + 1,
        startsIn: known(now),
        endsIn: known(endsAt),
      });
      lane.next += 1;
      if (lane.next === lane.operations.length) {
        lanes = lanes.filter(other => other !== lane);
      }
    } else {
      now = nextMoment(now, busy, lanes);
      busy = stillBusy(busy, now);
    }
  }
  return forecasts;
}

function toLanes(waiting: readonly WaitingOperation[]): Lane[] {
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
  const lanes = new Map<string, Lane>();
  for (const [rank, operation] of sorted.entries()) {
    const key = JSON.stringify([operation.owner, placeOf(operation)]);
    const lane = lanes.get(key) ?? { operations: [], next: 0 };
    lane.operations.push({ ...operation, rank });
    lanes.set(key, lane);
  }
  return [...lanes.values()];
}

/** Of the owner who has the fewest running, what is due longest. */
function nextToBegin(
  lanes: readonly Lane[],
  { now, busy, queue }: { now: number; busy: readonly Busy[]; queue: Queue },
): Lane | undefined {
  const runningOf = countBy(busy, ({ owner }) => owner);
  const count = (lane: Lane) => runningOf.get(firstOf(lane).owner) ?? 0;
  const shortageOf = shortagesOf({ ...queue, running: busy });
  let best: Lane | undefined;
  for (const lane of lanes) {
    const first = firstOf(lane);
    const goesBefore =
      best === undefined ||
      (count(lane) - count(best) || first.rank - firstOf(best).rank) < 0;
    if (first.readyAt <= now && goesBefore && shortageOf(first) === undefined) {
      best = lane;
    }
  }
  return best;
}

function firstOf({ operations, next }: Lane): Ready {
  return operations[next];
}

/** When something ends or gets due after a moment. */
function nextMoment(
  now: number,
  busy: readonly Busy[],
  lanes: readonly Lane[],
): number {
  let moment = Infinity;
  for (const { endsAt } of busy) {
    moment = endsAt > now ? Math.min(moment, endsAt) : moment;
  }
  for (const lane of lanes) {
    const { readyAt } = firstOf(lane);
    moment = readyAt > now ? Math.min(moment, readyAt) : moment;
  }
  return moment;
}

function stillBusy(busy: readonly Busy[], now: number): Busy[] {
  return busy.filter(({ endsAt }) => endsAt > now);
}

/** Tells what operations would wait for if they were due now. */
export function shortagesOf({
  running,
  limits,
  workers,
}: Omit<Queue, 'running' | 'waiting'> & {
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

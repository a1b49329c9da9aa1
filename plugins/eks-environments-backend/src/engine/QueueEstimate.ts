import {
  type OperationLane,
  operationLaneLabels,
  type QueuePosition,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { type EngineLimits, limitsOf } from '../config';
import {
  type CircuitBreakerRow,
  type Clock,
  databaseNow,
  type EnginePauseRow,
  type EnvironmentRow,
  fromColumn,
  type OperationRow,
  toColumn,
} from '../database';
import {
  type Forecast,
  forecastQueue,
  type LaneLoad,
  type RunningOperation,
  type Shortage,
  shortagesOf,
} from './queueForecast';
import {
  isRunnable,
  type OperationTypes,
  type RunnableOperations,
  whereAttended,
} from '../operations';
import { placesInQueue } from './placesInQueue';

/**
 * Milliseconds for which an answer is reused: every page with a waiting operation asks, and every log that is watched asks twice a second.
 */
const KEPT = 3_000;
/** Seconds to which estimated times are rounded, so that they do not change with every query. */
const EXACTNESS = 10;

/** How many operations of each lane are simulated, from the front. Those behind them have a place but no time. */
const HORIZON = 500;
/** How many other operations a replica reads together: those that pages and logs ask about. */
const MAXIMUM_ASKED = 1_000;

/** The positions of waiting operations, by id. */
type Positions = Map<string, QueuePosition>;

/** An answer, and the operations it covers besides the front of the queue. */
interface Answer {
  at: number;
  asked: ReadonlySet<string>;
  positions: Promise<Positions>;
}

/** An open operation with its place, and the clock of its claims. */
type OpenRow = Pick<
  OperationRow,
  | 'id'
  | 'type'
  | 'lane'
  | 'provisioner'
  | 'state'
  | 'attempt'
  | 'due_at'
  | 'started_at'
  | 'claimed_by'
> &
  Pick<EnvironmentRow, 'owner' | 'account' | 'region' | 'blueprint_name'> & {
    database_now: string;
    /** 1 is the next to begin, according to the present counts; null while it runs. */
    place: number | string | null;
  };

/** What holds operations back besides each other. */
interface Hold {
  pause?: EnginePauseRow;
  breaker?: CircuitBreakerRow;
  /** Whether some live replica can run it. */
  isRunnable: boolean;
}

/** The usual duration of an operation of a blueprint, in seconds; undefined before the first one completed. */
export type UsualSeconds = (
  blueprint: string,
  operation: Pick<OperationRow, 'type' | 'lane'>,
) => Promise<number | undefined>;

interface QueueEstimateOptions {
  knex: Knex;
  clock: Clock;
  limits: EngineLimits;
  types: OperationTypes;
  runnable: RunnableOperations;
  usualSeconds: UsualSeconds;
}

/**
 * Explains why an operation waits, and estimates its place, its begin and its end as far as they are known.
 *
 * @remarks
 *
 * Replicas are not registered: while something waits for a worker, every replica is busy, so the replicas that hold operations are all
 * there are. A replica simulates the front of the queue once for all queries within a few seconds; an operation that was queued since is
 * still found at once. The database computes the places, so what is read does not grow with the queue.
 */
export class QueueEstimate {
  readonly #options: QueueEstimateOptions;
  #answer: Answer | undefined;

  constructor(options: QueueEstimateOptions) {
    this.#options = options;
  }

  /** The positions of these operations, and possibly of others. An operation that no longer waits has none. */
  async positionsOf(ids: readonly string[]): Promise<Positions> {
    const now = this.#options.clock.now().toMillis();
    const before = this.#answer;
    const isFresh = before !== undefined && now - before.at < KEPT;
    if (isFresh) {
      const positions = await before.positions;
      if (ids.every(id => positions.has(id))) {
        return positions;
      }
    }
    // Whoever asked recently asks again: one answer covers all of them.
    const asked = new Set([...ids, ...(before?.asked ?? [])]);
    const read = [...asked].slice(0, MAXIMUM_ASKED);
    const answer: Answer = {
      at: now,
      asked: new Set(isFresh ? read : ids),
      positions: this.#read(read),
    };
    this.#answer = answer;
    answer.positions.catch(() => {
      this.#answer = undefined;
    });
    return answer.positions;
  }

  async #read(asked: readonly string[]): Promise<Positions> {
    const { knex, types } = this.#options;
    const known = types.all.map(({ type }) => type);
    const breakerTypes = types.countedForBreakers();
    const runnable = await this.#options.runnable.read();
    const open: OpenRow[] = await knex('operations')
      .with(
        'placed',
        placesInQueue(knex, { types: known, breakerTypes, runnable }),
      )
      .join('environments', 'environments.id', 'operations.environment_id')
      .leftJoin('placed', 'placed.id', 'operations.id')
      .whereIn('operations.type', known)
      .where(needed =>
        needed
          .where(running => {
            running.modify(whereAttended, knex, { runnable });
          })
          .orWhere('placed.place', '<=', HORIZON)
          .orWhere(other =>
            other.whereNotNull('placed.id').whereIn('operations.id', asked),
          ),
      )
      .select(
        'operations.id',
        'operations.type',
        'operations.lane',
        'operations.provisioner',
        'operations.state',
        'operations.attempt',
        'operations.due_at',
        'operations.started_at',
        'operations.claimed_by',
        'environments.owner',
        'environments.account',
        'environments.region',
        'environments.blueprint_name',
        'placed.place',
        { database_now: databaseNow(knex) },
      );
    const pauses = await knex<EnginePauseRow>('engine_pauses').orderBy('id');
    const breakers = await knex<CircuitBreakerRow>('circuit_breakers').whereNot(
      'state',
      'closed',
    );
    const holdOf = (row: OpenRow): Hold => ({
      isRunnable: isRunnable(runnable, row),
      pause: pauses.find(pause => isPausedBy(row, pause)),
      breaker: breakers.find(
        breaker => breakerTypes.includes(row.type) && isHeldBy(row, breaker),
      ),
    });
    const now = this.#options.clock.now();
    const lanes = new Set(types.all.map(({ lane }) => lane));
    const positions = await Promise.all(
      [...lanes].map(lane => this.#play(lane, { open, holdOf, now })),
    );
    return new Map(positions.flat());
  }

  async #play(
    lane: OperationLane,
    {
      open,
      holdOf,
      now,
    }: { open: OpenRow[]; holdOf: (row: OpenRow) => Hold; now: DateTime },
  ): Promise<[string, QueuePosition][]> {
    const rows = open.filter(row => row.lane === lane);
    const waiting = rows.filter(({ state }) => state === 'Pending');
    if (waiting.length === 0) {
      return [];
    }
    const load: LaneLoad = {
      limits: limitsOf(this.#options.limits, lane),
      workers: this.#workers(open),
      running: await Promise.all(
        rows
          .filter(({ state }) => state === 'Running')
          .map(row => this.#toRunning(row, now)),
      ),
      waiting: await Promise.all(
        waiting.filter(isInFront).map(async row => ({
          ...row,
          dueAt: row.due_at,
          dueIn: secondsUntilDue(row),
          held: isHeld(holdOf(row)),
          usualSeconds: await this.#usualSeconds(row),
        })),
      ),
    };
    const forecasts = forecastQueue(load);
    const shortageOf = shortagesOf(load);
    return waiting.map(row => [
      row.id,
      {
        ...toTimes(forecasts.get(row.id) ?? { place: Number(row.place) }, now),
        ...explain(row, shortageOf(row), holdOf(row)),
      },
    ]);
  }

  async #toRunning(row: OpenRow, now: DateTime): Promise<RunningOperation> {
    const since = row.started_at ? fromColumn(row.started_at) : now;
    return {
      ...row,
      seconds: now.diff(since).as('seconds'),
      usualSeconds: await this.#usualSeconds(row),
    };
  }

  async #usualSeconds(row: OpenRow): Promise<number | undefined> {
    return this.#options.usualSeconds(row.blueprint_name, row);
  }

  #workers(open: OpenRow[]): number {
    const replicas = new Set(
      open.flatMap(({ state, claimed_by: replica }) =>
        state === 'Running' && replica !== null ? [replica] : [],
      ),
    );
    return Math.max(replicas.size, 1) * this.#options.limits.concurrency;
  }
}

function isInFront({ place }: OpenRow): boolean {
  return Number(place) <= HORIZON;
}

function toTimes(
  { place, startsIn, endsIn }: Forecast,
  now: DateTime,
): Pick<QueuePosition, 'place' | 'startsAt' | 'endsAt'> {
  const at = (seconds: number | undefined) =>
    seconds === undefined ? undefined : roughly(now.plus({ seconds }));
  return { place, startsAt: at(startsIn), endsAt: at(endsIn) };
}

function roughly(time: DateTime): string {
  const step = EXACTNESS * 1_000;
  return toColumn(
    DateTime.fromMillis(Math.round(time.toMillis() / step) * step),
  );
}

function secondsUntilDue({ due_at, database_now: now }: OpenRow): number {
  return Math.max(0, fromColumn(due_at).diff(fromColumn(now)).as('seconds'));
}

function isPausedBy(row: OpenRow, { lane, account }: EnginePauseRow): boolean {
  return lane === row.lane && (account === null || account === row.account);
}

/** The same condition as `passesBreaker` for claims. */
function isHeldBy(row: OpenRow, breaker: CircuitBreakerRow): boolean {
  return (
    breaker.provisioner === row.provisioner &&
    breaker.account === row.account &&
    breaker.region === row.region &&
    breaker.probe !== row.id
  );
}

function isHeld({ pause, breaker, ...hold }: Hold): boolean {
  return !hold.isRunnable || pause !== undefined || breaker !== undefined;
}

/** What an operation waits for; the first reason that applies. */
function explain(
  row: OpenRow,
  shortage: Shortage | undefined,
  { pause, breaker, ...hold }: Hold,
): Pick<QueuePosition, 'waitsFor' | 'reason'> {
  if (!hold.isRunnable) {
    return {
      waitsFor: 'worker',
      reason: `No replica of the backend can run it for environments of ${row.provisioner} now; the fleet page says why`,
    };
  }
  const doing = operationLaneLabels[row.lane];
  if (pause) {
    const where = pause.account === null ? '' : ` in ${pause.account}`;
    return {
      waitsFor: 'pause',
      reason: `${doing}${where} are paused: ${pause.reason}`,
    };
  }
  if (breaker) {
    return {
      waitsFor: 'breaker',
      reason: `Circuit breaker open for ${doing.toLocaleLowerCase('en')} by ${
        row.provisioner
      } in ${row.account}, ${
        row.region
      }: they failed repeatedly and start again when a probe succeeds`,
    };
  }
  if (row.attempt > 0 && secondsUntilDue(row) > 0) {
    return {
      waitsFor: 'backoff',
      reason: `Attempt ${row.attempt} failed; the next one starts automatically`,
    };
  }
  switch (shortage) {
    case 'region':
      return {
        waitsFor: 'limit',
        reason: `The concurrency limit for ${doing.toLocaleLowerCase(
          'en',
        )} in ${row.account}, ${row.region} is reached`,
      };
    case 'total':
      return {
        waitsFor: 'limit',
        reason: `The concurrency limit for ${doing.toLocaleLowerCase(
          'en',
        )} is reached`,
      };
    case 'workers':
      return { waitsFor: 'worker', reason: 'Every worker is busy' };
    default:
      return { waitsFor: 'worker', reason: 'Waiting for a worker' };
  }
}

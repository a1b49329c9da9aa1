import type { QueuePosition } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EngineLimits } from '../config';
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
  findShortage,
  type Forecast,
  forecastQueue,
  type Queue,
  type RunningOperation,
} from './queueForecast';
import { type RunnableKind, runnableKinds } from './types';

/** An open operation, with where it belongs and the clock that its claims go by. */
type OpenRow = Pick<
  OperationRow,
  | 'id'
  | 'state'
  | 'attempt'
  | 'due_at'
  | 'started_at'
  | 'claimed_by'
  | 'cancel_requested'
> &
  Pick<EnvironmentRow, 'owner' | 'account' | 'region' | 'blueprint_name'> & {
    kind: RunnableKind;
    database_now: string;
  };

/** What holds operations back besides each other. */
interface Hold {
  pause?: EnginePauseRow;
  breaker?: CircuitBreakerRow;
}

/** Seconds that an operation of a blueprint usually takes; undefined before there was a first one. */
export type UsualSeconds = (
  blueprint: string,
  kind: RunnableKind,
) => Promise<number | undefined>;

/**
 * Tells whoever waits why, which place they have, and when it will begin and end as far as that is known.
 *
 * @remarks
 *
 * Nobody registers replicas: while something waits for a worker, every replica is at work, so those that hold operations are all there
 * are.
 */
export class QueueEstimate {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    limits: EngineLimits;
    usualSeconds: UsualSeconds;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    limits: EngineLimits;
    usualSeconds: UsualSeconds;
  }) {
    this.#options = options;
  }

  /** The positions of all operations that wait, by id. */
  async read(): Promise<Map<string, QueuePosition>> {
    const { knex } = this.#options;
    const open: OpenRow[] = await knex('operations')
      .join('environments', 'environments.id', 'operations.environment_id')
      .whereIn('operations.state', ['Pending', 'Running'])
      .whereIn('operations.kind', runnableKinds)
      .select(
        'operations.id',
        'operations.kind',
        'operations.state',
        'operations.attempt',
        'operations.due_at',
        'operations.started_at',
        'operations.claimed_by',
        'operations.cancel_requested',
        'environments.owner',
        'environments.account',
        'environments.region',
        'environments.blueprint_name',
        { database_now: databaseNow(knex) },
      );
    const pauses = await knex<EnginePauseRow>('engine_pauses').orderBy('id');
    const breakers = await knex<CircuitBreakerRow>('circuit_breakers').whereNot(
      'state',
      'closed',
    );
    const holdOf = (row: OpenRow): Hold => ({
      pause: pauses.find(pause => isPausedBy(row, pause)),
      breaker: breakers.find(breaker => isHeldBy(row, breaker)),
    });
    const positions = await Promise.all(
      runnableKinds.map(kind => this.#positionsOf(kind, open, holdOf)),
    );
    return new Map(positions.flat());
  }

  async #positionsOf(
    kind: RunnableKind,
    open: OpenRow[],
    holdOf: (row: OpenRow) => Hold,
  ): Promise<[string, QueuePosition][]> {
    const rows = open.filter(row => row.kind === kind);
    const waiting = rows.filter(({ state }) => state === 'Pending');
    if (waiting.length === 0) {
      return [];
    }
    const queue: Queue = {
      limits: this.#options.limits,
      workers: this.#workers(open),
      running: await Promise.all(
        rows
          .filter(({ state }) => state === 'Running')
          .map(row => this.#toRunning(row)),
      ),
      waiting: await Promise.all(
        waiting.map(async row => ({
          ...row,
          dueAt: row.due_at,
          dueIn: secondsUntilDue(row),
          held: isHeld(holdOf(row)),
          usualSeconds: await this.#usualSeconds(row),
        })),
      ),
    };
    const forecasts = forecastQueue(queue);
    return waiting.map(row => [
      row.id,
      {
        ...this.#toTimes(forecasts.get(row.id)!),
        ...explain(row, queue, holdOf(row)),
      },
    ]);
  }

  async #toRunning(row: OpenRow): Promise<RunningOperation> {
    const { clock } = this.#options;
    const since = row.started_at ? fromColumn(row.started_at) : clock.now();
    return {
      ...row,
      seconds: clock.now().diff(since).as('seconds'),
      usualSeconds: await this.#usualSeconds(row),
    };
  }

  async #usualSeconds(row: OpenRow): Promise<number | undefined> {
    return this.#options.usualSeconds(row.blueprint_name, row.kind);
  }

  #workers(open: OpenRow[]): number {
    const replicas = new Set(
      open.flatMap(({ state, claimed_by: replica }) =>
        state === 'Running' && replica !== null ? [replica] : [],
      ),
    );
    return Math.max(replicas.size, 1) * this.#options.limits.concurrency;
  }

  #toTimes({
    place,
    startsIn,
    endsIn,
  }: Forecast): Pick<QueuePosition, 'place' | 'startsAt' | 'endsAt'> {
    const now = this.#options.clock.now();
    const at = (seconds: number | undefined) =>
      seconds === undefined ? undefined : toColumn(now.plus({ seconds }));
    return { place, startsAt: at(startsIn), endsAt: at(endsIn) };
  }
}

function secondsUntilDue({ due_at, database_now: now }: OpenRow): number {
  return Math.max(0, fromColumn(due_at).diff(fromColumn(now)).as('seconds'));
}

function isPausedBy(row: OpenRow, { kind, account }: EnginePauseRow): boolean {
  return kind === row.kind && (account === null || account === row.account);
}

/** As `passesBreaker` has it for claims. */
function isHeldBy(row: OpenRow, breaker: CircuitBreakerRow): boolean {
  return (
    row.kind === 'Create' &&
    !row.cancel_requested &&
    breaker.account === row.account &&
    breaker.region === row.region &&
    breaker.probe !== row.id
  );
}

function isHeld({ pause, breaker }: Hold): boolean {
  return pause !== undefined || breaker !== undefined;
}

/** What an operation waits for, the first thing first. */
function explain(
  row: OpenRow,
  queue: Queue,
  { pause, breaker }: Hold,
): Pick<QueuePosition, 'waitsFor' | 'reason'> {
  const doing = row.kind === 'Create' ? 'Creations' : 'Deletions';
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
      reason: `${doing} in ${row.account}, ${row.region} failed in a row; the next one begins when AWS is well again`,
    };
  }
  if (row.attempt > 0 && secondsUntilDue(row) > 0) {
    return {
      waitsFor: 'backoff',
      reason: `Attempt ${row.attempt} failed; the next one begins by itself`,
    };
  }
  switch (findShortage(row, queue.running, queue)) {
    case 'region':
      return {
        waitsFor: 'limit',
        reason: `As many ${doing.toLocaleLowerCase('en')} run in ${
          row.account
        }, ${row.region} as may at once`,
      };
    case 'total':
      return {
        waitsFor: 'limit',
        reason: `As many ${doing.toLocaleLowerCase('en')} run as may at once`,
      };
    case 'workers':
      return { waitsFor: 'worker', reason: 'Every worker is busy' };
    default:
      return { waitsFor: 'worker', reason: 'A worker takes it in a moment' };
  }
}

import type { Knex } from 'knex';
import { passesBreaker } from '../breakers';
import type { EngineLimits } from '../config';
import { databaseNow } from '../database';
import { wherePaused } from '../pauses';
import type { RunnableKind } from './types';

/*
 * Which operation is claimed next:
 *
 *   - one whose worker went silent comes first: it holds its place in every limit already;
 *   - then those that are due, of the owner who has the fewest of the kind running, oldest first: one team's fifty requests are worked
 *     on when nobody else waits, and keep nobody waiting;
 *   - but none that a person has paused, that a circuit breaker holds back, or for which a limit has no room.
 *
 * Creations and deletions are counted apart, so that neither keeps the other waiting: a deletion ends what costs money, and gives back the
 * room that creations wait for. Only open operations are read, by an index; the number of operations that are over does not matter.
 *
 * The running operations are counted once per query, not once per waiting operation. A long queue is read once per claim, outside the
 * admission lock, by `claimCandidates`. Behind the lock `claimableOf` decides among those few with the counts of that moment.
 */

/** The limits that hold for all replicas together. */
export type SharedLimits = Omit<EngineLimits, 'concurrency'>;

/** Which operations a replica claims, and within which limits. */
export interface ClaimOptions {
  kinds: readonly RunnableKind[];
  limits: SharedLimits;
}

const SILENT_FIRST = `case operations.state when 'Running' then 0 else 1 end`;
const RUNNING_OF_OWNER = 'coalesce(of_owner.running, 0)';

/**
 * The ids of the operations that the next claims will take, best first, as far as the present counts tell.
 *
 * @remarks
 *
 * Each operation of an owner stands behind those of the same owner that go before it, as if they were running already. So the first
 * candidates are of as many owners as there are, and replicas that claim at the same time stay fair.
 */
export function claimCandidates(
  knex: Knex,
  options: ClaimOptions,
): Knex.QueryBuilder {
  return claimable(knex, options)
    .select('operations.id')
    .orderByRaw(SILENT_FIRST)
    .orderByRaw(
      `${RUNNING_OF_OWNER} + row_number() over (
         partition by operations.kind, environments.owner
         order by ${SILENT_FIRST}, operations.due_at, operations.id)`,
    )
    .orderBy('operations.due_at')
    .orderBy('operations.id');
}

/** Those of some candidates that may be claimed now, best first. */
export function claimableOf(
  knex: Knex,
  candidates: readonly string[],
  options: ClaimOptions,
): Knex.QueryBuilder {
  return claimable(knex, options)
    .whereIn('operations.id', candidates)
    .select('operations.id')
    .orderByRaw(SILENT_FIRST)
    .orderByRaw(RUNNING_OF_OWNER)
    .orderBy('operations.due_at')
    .orderBy('operations.id');
}

function claimable(
  knex: Knex,
  { kinds, limits }: ClaimOptions,
): Knex.QueryBuilder {
  // As a subquery it is evaluated once, not for each row.
  const now = knex.select({ now: databaseNow(knex) });
  return knex('operations')
    .with('running', countRunning(knex, kinds))
    .join('environments', 'environments.id', 'operations.environment_id')
    .modify(joinRunning, knex, 'of_owner', ['kind', 'owner'])
    .modify(joinRunning, knex, 'in_region', ['kind', 'account', 'region'])
    .modify(joinRunning, knex, 'of_kind', ['kind'])
    .whereIn('operations.kind', kinds)
    .whereIn('operations.state', ['Pending', 'Running'])
    .where(either =>
      either
        .where(silent =>
          silent
            .where('operations.state', 'Running')
            .where('operations.claimed_until', '<=', now),
        )
        .orWhere(waiting => {
          waiting
            .where('operations.state', 'Pending')
            .where('operations.due_at', '<=', now)
            .whereNotExists(knex('engine_pauses').where(wherePaused))
            .where(passesBreaker(knex))
            .modify(whereThereIsRoom, limits);
        }),
    );
}

/** The running operations of some kinds, counted for each owner in each region. */
function countRunning(
  knex: Knex,
  kinds: readonly RunnableKind[],
): Knex.QueryBuilder {
  const groups = [
    'busy.kind',
    'placed.owner',
    'placed.account',
    'placed.region',
  ];
  return knex('operations as busy')
    .join('environments as placed', 'placed.id', 'busy.environment_id')
    .where('busy.state', 'Running')
    .whereIn('busy.kind', kinds)
    .groupBy(groups)
    .select(groups)
    .count({ running: '*' });
}

/** Joins the sum of what runs with the same values in some columns; null where nothing runs. */
function joinRunning(
  query: Knex.QueryBuilder,
  knex: Knex,
  alias: string,
  columns: readonly string[],
): void {
  const sums = knex('running')
    .groupBy(columns)
    .select(columns)
    .sum({ running: 'running' })
    .as(alias);
  query.leftJoin(sums, join => {
    for (const column of columns) {
      const table = column === 'kind' ? 'operations' : 'environments';
      join.on(`${alias}.${column}`, `${table}.${column}`);
    }
  });
}

function whereThereIsRoom(
  query: Knex.QueryBuilder,
  { total, perRegion, perRegionOf }: SharedLimits,
): void {
  if (total !== undefined) {
    query.whereRaw('coalesce(of_kind.running, 0) < ?', [total]);
  }
  const hasRoom = 'coalesce(in_region.running, 0) < ?';
  for (const [account, limit] of Object.entries(perRegionOf)) {
    query.where(other =>
      other
        .whereNot('environments.account', account)
        .orWhereRaw(hasRoom, [limit]),
    );
  }
  if (perRegion !== undefined) {
    query.where(other =>
      other
        .whereIn('environments.account', Object.keys(perRegionOf))
        .orWhereRaw(hasRoom, [perRegion]),
    );
  }
}

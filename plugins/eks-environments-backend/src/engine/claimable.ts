import type { Knex } from 'knex';
import { passesBreaker } from '../breakers';
import type { EngineLimits } from '../config';
import { databaseNow } from '../database';
import { wherePaused } from '../pauses';
import { laneHeads, lookUp, walkLanes } from './lanes';
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
 * Outside the admission lock, `claimCandidates` looks at the heads of the lanes and at the first operations of the best lanes, however
 * long they are. Behind the lock `claimableOf` decides among those few with the counts of that moment. The running operations are counted
 * once per query, not once per waiting operation.
 */

/** The limits that hold for all replicas together. */
export type SharedLimits = Omit<EngineLimits, 'concurrency'>;

/** Which operations a replica claims, and within which limits. */
export interface ClaimOptions {
  kinds: readonly RunnableKind[];
  limits: SharedLimits;
}

/** How many lanes are read beyond their heads: a claim takes no more candidates than these. */
const BEST_LANES = 32;
/** How many operations are read of all these lanes together. */
const STEPS = 4 * BEST_LANES;
/** How many operations that pass a circuit breaker by themselves are read at once. */
const EXEMPT = 32;

const SILENT_FIRST = `case operations.state when 'Running' then 0 else 1 end`;
const RUNNING_OF_OWNER = 'coalesce(of_owner.running, 0)';

/** Whether there is a limit that two replicas could pass together. */
export function hasLimits({
  total,
  perRegion,
  perRegionOf,
}: SharedLimits): boolean {
  return (
    total !== undefined ||
    perRegion !== undefined ||
    Object.keys(perRegionOf).length > 0
  );
}

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
  return knex('candidates')
    .with('running', countRunning(knex, options.kinds))
    .withRecursive('heads', ['id'], laneHeads(knex))
    .with('best_lanes', bestLanes(knex, options))
    .withRecursive(
      'walk',
      ['id', 'step'],
      walkLanes(knex, { lanes: 'best_lanes', steps: STEPS }),
    )
    .with(
      'candidates',
      knex('walk')
        .select('id')
        .whereNotNull('id')
        .union([silent(knex, options), cancelled(knex), probes(knex)]),
    )
    .joinRaw(lookUp(knex, 'candidates', 'operations'))
    .modify(whereClaimable, knex, options)
    .select('operations.id')
    .orderByRaw(SILENT_FIRST)
    .orderByRaw(
      `${RUNNING_OF_OWNER} + row_number() over (
         partition by operations.kind, operations.owner
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
  return knex('operations')
    .with('running', countRunning(knex, options.kinds))
    .whereIn('operations.id', candidates)
    .modify(whereClaimable, knex, options)
    .select('operations.id')
    .orderByRaw(SILENT_FIRST)
    .orderByRaw(RUNNING_OF_OWNER)
    .orderBy('operations.due_at')
    .orderBy('operations.id');
}

/**
 * The heads of the lanes that go before all others. Of several lanes of an owner each stands behind the one that is due longer, as if that
 * one had begun.
 */
function bestLanes(knex: Knex, options: ClaimOptions): Knex.QueryBuilder {
  return knex('heads')
    .joinRaw(lookUp(knex, 'heads', 'operations'))
    .modify(joinCounts, knex)
    .whereIn('operations.kind', options.kinds)
    .where(mayBegin(knex, options))
    .select('operations.id')
    .orderByRaw(
      `${RUNNING_OF_OWNER} + row_number() over (
         partition by operations.kind, operations.owner
         order by operations.due_at, operations.id)`,
    )
    .orderBy('operations.due_at')
    .orderBy('operations.id')
    .limit(BEST_LANES);
}

function silent(knex: Knex, { kinds }: ClaimOptions): Knex.QueryBuilder {
  return knex('operations')
    .select('id')
    .where('state', 'Running')
    .whereIn('kind', kinds)
    .where('claimed_until', '<=', presentTime(knex));
}

/** What waits and is cancelled passes a breaker that holds its lane. */
function cancelled(knex: Knex): Knex.QueryBuilder {
  return knex
    .select('id')
    .from(
      knex('operations')
        .select('id')
        .where({ cancel_requested: true, state: 'Pending' })
        .orderBy('id')
        .limit(EXEMPT)
        .as('cancelled'),
    );
}

/** What a breaker lets through is not at the head of its lane. */
function probes(knex: Knex): Knex.QueryBuilder {
  return knex('circuit_breakers').select('probe').whereNotNull('probe');
}

/** Leaves those that may be claimed now, with the counts that their order goes by. */
function whereClaimable(
  query: Knex.QueryBuilder,
  knex: Knex,
  options: ClaimOptions,
): void {
  query
    .modify(joinCounts, knex)
    .whereIn('operations.kind', options.kinds)
    .where(either =>
      either
        .where(gone =>
          gone
            .where('operations.state', 'Running')
            .where('operations.claimed_until', '<=', presentTime(knex)),
        )
        .orWhere(waiting =>
          waiting
            .where('operations.state', 'Pending')
            .where(mayBegin(knex, options)),
        ),
    );
}

/** As a subquery it is evaluated once, not for each row. */
function presentTime(knex: Knex): Knex.QueryBuilder {
  return knex.select({ now: databaseNow(knex) });
}

/** What is due, and held back by nothing. */
function mayBegin(
  knex: Knex,
  { limits }: ClaimOptions,
): (where: Knex.QueryBuilder) => void {
  return where => {
    where
      .where('operations.due_at', '<=', presentTime(knex))
      .whereNotExists(knex('engine_pauses').where(wherePaused))
      .where(passesBreaker(knex))
      .modify(whereThereIsRoom, limits);
  };
}

/** The running operations of some kinds, counted for each owner in each region. */
function countRunning(
  knex: Knex,
  kinds: readonly RunnableKind[],
): Knex.QueryBuilder {
  const lane = ['kind', 'account', 'region', 'owner'];
  return knex('operations as busy')
    .where('busy.state', 'Running')
    .whereIn('busy.kind', kinds)
    .groupBy(lane)
    .select(lane)
    .count({ running: '*' });
}

function joinCounts(query: Knex.QueryBuilder, knex: Knex): void {
  joinRunning(query, knex, 'of_owner', ['kind', 'owner']);
  joinRunning(query, knex, 'in_region', ['kind', 'account', 'region']);
  joinRunning(query, knex, 'of_kind', ['kind']);
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
      join.on(`${alias}.${column}`, `operations.${column}`);
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
        .whereNot('operations.account', account)
        .orWhereRaw(hasRoom, [limit]),
    );
  }
  if (perRegion !== undefined) {
    query.where(other =>
      other
        .whereIn('operations.account', Object.keys(perRegionOf))
        .orWhereRaw(hasRoom, [perRegion]),
    );
  }
}

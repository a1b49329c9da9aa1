import type { OperationLane } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { passesBreaker } from '../breakers';
import { type LaneLimits, limitsOf, type SharedLimits } from '../config';
import { databaseNow } from '../database';
import { wherePaused } from '../pauses';
import { lookUp, queueHeads, walkQueues } from './queues';

/*
 * Which operation is claimed next:
 *
 *   - one whose worker lost its heartbeat comes first: it holds its place in every limit already;
 *   - then those that are due, of the owner who has the fewest of the lane running, oldest first: one team's fifty requests run when
 *     nobody else waits, and keep nobody waiting;
 *   - but none that a person has paused, that a circuit breaker holds back, or for which a concurrency limit is reached.
 *
 * Each lane is counted separately, so that none keeps another waiting: a teardown ends what costs money, and gives back the room that
 * builds wait for. Only open operations are read, by an index; the number of operations that are over does not matter.
 *
 * Outside the admission lock, `claimCandidates` reads the heads of the queues and the first operations of the best queues, however
 * long they are. Behind the lock `claimableOf` decides among those few with the counts of that moment. The running operations are counted
 * once per query, not once per waiting operation.
 */

/** Which operations a replica claims, and within which limits. */
export interface ClaimOptions {
  /** Types of operations. */
  types: readonly string[];
  /** The types that circuit breakers hold back. */
  breakerTypes: readonly string[];
  limits: SharedLimits;
}

/** How many queues are read beyond their heads: a claim takes no more candidates than these. */
const BEST_QUEUES = 32;
/** How many operations are read of all these queues together. */
const STEPS = 4 * BEST_QUEUES;
/** How many operations that pass a circuit breaker by themselves are read at once. */
const EXEMPT = 32;

const LANES: readonly OperationLane[] = ['build', 'teardown', 'change'];

const SILENT_FIRST = `case operations.state when 'Running' then 0 else 1 end`;
const RUNNING_OF_OWNER = 'coalesce(of_owner.running, 0)';

/** Whether there is a limit that two replicas could pass together. */
export function hasLimits(limits: SharedLimits): boolean {
  return LANES.some(lane => {
    const { total, perRegion, perRegionOf } = limitsOf(limits, lane);
    return (
      total !== undefined ||
      perRegion !== undefined ||
      Object.keys(perRegionOf).length > 0
    );
  });
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
    .with('running', countRunning(knex))
    .withRecursive('heads', ['id'], queueHeads(knex))
    .with('best_queues', bestQueues(knex, options))
    .withRecursive(
      'walk',
      ['id', 'step'],
      walkQueues(knex, { queues: 'best_queues', steps: STEPS }),
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
         partition by operations.lane, operations.owner
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
    .with('running', countRunning(knex))
    .whereIn('operations.id', candidates)
    .modify(whereClaimable, knex, options)
    .select('operations.id')
    .orderByRaw(SILENT_FIRST)
    .orderByRaw(RUNNING_OF_OWNER)
    .orderBy('operations.due_at')
    .orderBy('operations.id');
}

/**
 * The heads of the queues that go before all others. Of several queues of an owner each stands behind the one that is due longer, as if
 * that one had begun.
 */
function bestQueues(knex: Knex, options: ClaimOptions): Knex.QueryBuilder {
  return knex('heads')
    .joinRaw(lookUp(knex, 'heads', 'operations'))
    .modify(joinCounts, knex)
    .whereIn('operations.type', options.types)
    .where(mayBegin(knex, options))
    .select('operations.id')
    .orderByRaw(
      `${RUNNING_OF_OWNER} + row_number() over (
         partition by operations.lane, operations.owner
         order by operations.due_at, operations.id)`,
    )
    .orderBy('operations.due_at')
    .orderBy('operations.id')
    .limit(BEST_QUEUES);
}

function silent(knex: Knex, { types }: ClaimOptions): Knex.QueryBuilder {
  return knex('operations')
    .select('id')
    .where('state', 'Running')
    .whereIn('type', types)
    .where('claimed_until', '<=', presentTime(knex));
}

/** What waits and is cancelled passes a breaker that holds its queue. */
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

/** What a breaker lets through is not at the head of its queue. */
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
    .whereIn('operations.type', options.types)
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
  { limits, breakerTypes }: ClaimOptions,
): (where: Knex.QueryBuilder) => void {
  return where => {
    where
      .where('operations.due_at', '<=', presentTime(knex))
      .whereNotExists(knex('engine_pauses').where(wherePaused))
      .where(passesBreaker(knex, breakerTypes))
      .modify(whereThereIsRoom, limits);
  };
}

/** The running operations, counted for each owner in each region. */
function countRunning(knex: Knex): Knex.QueryBuilder {
  const columns = ['lane', 'account', 'region', 'owner'];
  return knex('operations as busy')
    .where('busy.state', 'Running')
    .groupBy(columns)
    .select(columns)
    .count({ running: '*' });
}

function joinCounts(query: Knex.QueryBuilder, knex: Knex): void {
  joinRunning(query, knex, 'of_owner', ['lane', 'owner']);
  joinRunning(query, knex, 'in_region', ['lane', 'account', 'region']);
  joinRunning(query, knex, 'of_lane', ['lane']);
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
  limits: SharedLimits,
): void {
  if (!hasLimits(limits)) {
    return;
  }
  for (const lane of LANES) {
    query.where(other =>
      other.whereNot('operations.lane', lane).orWhere(room => {
        room.whereRaw('1 = 1').modify(whereLaneHasRoom, limitsOf(limits, lane));
      }),
    );
  }
}

function whereLaneHasRoom(
  query: Knex.QueryBuilder,
  { total, perRegion, perRegionOf }: LaneLimits,
): void {
  if (total !== undefined) {
    query.whereRaw('coalesce(of_lane.running, 0) < ?', [total]);
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

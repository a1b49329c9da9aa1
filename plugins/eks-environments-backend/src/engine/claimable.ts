import type { OperationLane } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { passesBreaker } from '../breakers';
import { type LaneLimits, limitsOf, type SharedLimits } from '../config';
import {
  presentTime,
  type RunnableType,
  whereAttended,
  whereRunnable,
} from '../operations';
import { wherePaused } from '../pauses';
import { lookUp, queueHeads, walkQueues } from './queues';

/*
 * Which operation is claimed next:
 *
 *   - one whose worker stopped its heartbeats comes first: it already counts in every limit;
 *   - then those that are due, of the owner with the fewest running operations in the lane, oldest first: fifty requests of one team run when
 *     nobody else waits, and delay nobody;
 *   - but none that a person paused, that a circuit breaker holds back, or for which a concurrency limit is reached.
 *
 * Each lane is counted separately, so that none delays another: a teardown ends costs and frees the room that builds wait for. Only open
 * operations are read, by an index; the number of completed operations does not matter.
 *
 * Outside the admission lock, `claimCandidates` reads the heads of the queues and the first operations of the best queues, however long
 * they are. Under the lock, `claimableOf` decides among those few with the counts of that moment. The running operations are counted once
 * per query, not once per waiting operation.
 */

/** Which operations a replica claims, and within which limits. */
export interface ClaimOptions {
  /** What this replica claims. */
  own: readonly RunnableType[];
  /** What some live replica can run. */
  runnable: readonly RunnableType[];
  /** Ids of all registered types. */
  registered: readonly string[];
  /** The types that circuit breakers hold back. */
  breakerTypes: readonly string[];
  limits: SharedLimits;
}

/** How many queues are read beyond their heads; no claim takes more candidates. */
const BEST_QUEUES = 32;
/** How many operations of all these queues are read in total. */
const STEPS = 4 * BEST_QUEUES;

const LANES: readonly OperationLane[] = ['build', 'teardown', 'change'];

const SILENT_FIRST = `case operations.state when 'Running' then 0 else 1 end`;
const RUNNING_OF_OWNER = 'coalesce(of_owner.running, 0)';

/** Whether there is a limit that two replicas could exceed together. */
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
 * The ids of the operations that the next claims will take, best first, according to the present counts.
 *
 * @remarks
 *
 * Each operation of an owner ranks behind the owner's earlier ones, as if those were running already. So the first candidates belong to as
 * many owners as there are, and replicas that claim at the same time stay fair.
 */
export function claimCandidates(
  knex: Knex,
  options: ClaimOptions,
): Knex.QueryBuilder {
  return knex('candidates')
    .with('running', countRunning(knex, options))
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
        .union([silent(knex, options), probes(knex)]),
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

/** The candidates that may be claimed now, best first. */
export function claimableOf(
  knex: Knex,
  candidates: readonly string[],
  options: ClaimOptions,
): Knex.QueryBuilder {
  return knex('operations')
    .with('running', countRunning(knex, options))
    .whereIn('operations.id', candidates)
    .modify(whereClaimable, knex, options)
    .select('operations.id')
    .orderByRaw(SILENT_FIRST)
    .orderByRaw(RUNNING_OF_OWNER)
    .orderBy('operations.due_at')
    .orderBy('operations.id');
}

/**
 * The heads of the queues that come first. The queues of one owner rank by how long they are due, each as if the ones before it had begun.
 */
function bestQueues(knex: Knex, options: ClaimOptions): Knex.QueryBuilder {
  return knex('heads')
    .joinRaw(lookUp(knex, 'heads', 'operations'))
    .modify(joinCounts, knex)
    .modify(whereRunnable, options.own)
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

function silent(knex: Knex, options: ClaimOptions): Knex.QueryBuilder {
  return knex('operations')
    .select('id')
    .where('state', 'Running')
    .where(mayTakeOver(options))
    .where('claimed_until', '<=', presentTime(knex));
}

/** An operation that a breaker lets through is not at the head of its queue. */
function probes(knex: Knex): Knex.QueryBuilder {
  return knex('circuit_breakers').select('probe').whereNotNull('probe');
}

/** Restricts a query to operations that may be claimed now, with the counts that they are sorted by. */
function whereClaimable(
  query: Knex.QueryBuilder,
  knex: Knex,
  options: ClaimOptions,
): void {
  query
    .modify(joinCounts, knex)
    .where(either =>
      either
        .where(gone =>
          gone
            .where('operations.state', 'Running')
            .where(mayTakeOver(options))
            .where('operations.claimed_until', '<=', presentTime(knex)),
        )
        .orWhere(waiting =>
          waiting
            .where('operations.state', 'Pending')
            .modify(whereRunnable, options.own)
            .where(mayBegin(knex, options)),
        ),
    );
}

/**
 * What this replica can run, and what only has to be ended: a cancelled operation is settled without being run, so that the deletion that
 * follows does not wait for a replica that could run it.
 */
function mayTakeOver(
  options: ClaimOptions,
): (where: Knex.QueryBuilder) => void {
  return where => {
    where
      .where(runnable => {
        runnable.modify(whereRunnable, options.own);
      })
      .orWhere(cancelled =>
        cancelled
          .where('operations.cancel_requested', true)
          .whereIn('operations.type', options.registered),
      );
  };
}

/** What is due and not held back. */
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

/** The number of running operations for each owner in each region. One that lost its worker and that no replica can run takes no place. */
function countRunning(
  knex: Knex,
  { runnable }: ClaimOptions,
): Knex.QueryBuilder {
  const columns = ['lane', 'account', 'region', 'owner'];
  return knex('operations as busy')
    .modify(whereAttended, knex, { runnable, table: 'busy' })
    .groupBy(columns)
    .select(columns)
    .count({ running: '*' });
}

function joinCounts(query: Knex.QueryBuilder, knex: Knex): void {
  joinRunning(query, knex, 'of_owner', ['lane', 'owner']);
  joinRunning(query, knex, 'in_region', ['lane', 'account', 'region']);
  joinRunning(query, knex, 'of_lane', ['lane']);
}

/** Joins the number of running operations with the same values in some columns; null where none runs. */
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

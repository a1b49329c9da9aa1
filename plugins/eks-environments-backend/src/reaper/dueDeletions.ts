import type {
  DueDeletion,
  LeasePhase,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import {
  type Clock,
  type EnvironmentRow,
  type LeaseRow,
  toColumn,
} from '../database';
import { toMoney } from '../util/money';

const causeIn: Record<LeasePhase, DueDeletion['cause']> = {
  pending: 'FailureDeadline',
  active: 'LeaseEnds',
  grace: 'GraceEnds',
  ended: 'DeletionRetried',
};

/** `at` of {@link toDueDeletion} in SQL. */
const AT = `case when leases.phase = 'active' and leases.expires_at > leases.due_at
  then leases.expires_at else leases.due_at end`;

type DueRow = EnvironmentRow & LeaseRow;

/** So many are listed; whoever needs others asks for fewer hours. */
const LISTED = 200;

/**
 * What the reaper will do within some hours, unless somebody extends, retries or deletes before: the soonest ones, and how many there are.
 */
export async function listDueDeletions(
  options: { knex: Knex; clock: Clock },
  { hours, limit = LISTED }: { hours: number; limit?: number },
): Promise<{ items: DueDeletion[]; totalItems: number }> {
  const { knex, clock } = options;
  const until = toColumn(clock.now().plus(Duration.fromObject({ hours })));
  const due = knex('environments')
    .join('leases', 'leases.environment_id', 'environments.id')
    // When the reaper acts, which can be later than the end: it postpones, such as while deletions are paused.
    .where('leases.due_at', '<=', until)
    .where(acts =>
      acts
        .whereNot('leases.phase', 'active')
        // Before the end, it only warns.
        .orWhere('leases.expires_at', '<=', until),
    )
    .where(applies =>
      applies.whereNot('leases.phase', 'pending').orWhereNotExists(
        // While something is built, the deadline of the creation does not apply: the outcome decides.
        knex('operations')
          .select(knex.raw('1'))
          .whereRaw('operations.environment_id = environments.id')
          .where({
            'operations.lane': 'build',
            'operations.state': 'Running',
          }),
      ),
    );
  const [{ total }] = await due.clone().count({ total: '*' });
  const rows: DueRow[] = await due
    .select('leases.*', 'environments.*')
    .orderByRaw(`${AT}, environments.id`)
    .limit(limit);
  return { items: rows.map(toDueDeletion), totalItems: Number(total) };
}

function toDueDeletion(row: DueRow): DueDeletion {
  const cause = causeIn[row.phase];
  // Not null: the query compared it.
  const dueAt = row.due_at!;
  const at = cause === 'LeaseEnds' ? later(row.expires_at, dueAt) : dueAt;
  return {
    environmentId: row.id,
    name: row.name,
    clusterName: row.resource_ref,
    owner: row.owner,
    account: row.account,
    region: row.region,
    state: row.state,
    leasePhase: row.phase,
    cause,
    at,
    deletionAt: cause === 'LeaseEnds' ? later(row.grace_ends_at, at) : at,
    hourlyCost: toMoney(row.hourly_cost),
    costIsLowerBound: row.unpriced !== '[]',
  };
}

/** Columns with times sort by time. */
function later(column: string | null, than: string): string {
  return column !== null && column > than ? column : than;
}

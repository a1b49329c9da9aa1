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
import { CREATE } from '../operations/create/types';
import { toMoney } from '../util/money';

const causeIn: Record<LeasePhase, DueDeletion['cause']> = {
  pending: 'FailureDeadline',
  active: 'LeaseEnds',
  grace: 'GraceEnds',
  ended: 'DeletionRetried',
};

type DueRow = EnvironmentRow & LeaseRow;

/** What the reaper will do within some hours, soonest first, unless somebody extends, retries or deletes before. */
export async function listDueDeletions(
  options: { knex: Knex; clock: Clock },
  { hours }: { hours: number },
): Promise<DueDeletion[]> {
  const { knex, clock } = options;
  const until = toColumn(clock.now().plus(Duration.fromObject({ hours })));
  const rows: DueRow[] = await knex('environments')
    .join('leases', 'leases.environment_id', 'environments.id')
    // When the reaper acts, which can be later than the end: it postpones, such as while deletions are paused.
    .where('leases.due_at', '<=', until)
    .where(due =>
      due
        .whereNot('leases.phase', 'active')
        // Before the end, it only warns.
        .orWhere('leases.expires_at', '<=', until),
    )
    .whereNotExists(
      // While a create is in progress its deadline does not apply: its outcome decides.
      knex('operations')
        .select(knex.raw('1'))
        .whereRaw('operations.environment_id = environments.id')
        .where({
          'operations.type': CREATE,
          'operations.state': 'Running',
        }),
    )
    .select('leases.*', 'environments.*');
  return rows
    .map(toDueDeletion)
    .sort((a, b) => a.at.localeCompare(b.at) || compareIds(a, b));
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

function compareIds(a: DueDeletion, b: DueDeletion): number {
  return a.environmentId.localeCompare(b.environmentId);
}

/** Columns with times sort by time. */
function later(column: string | null, than: string): string {
  return column !== null && column > than ? column : than;
}

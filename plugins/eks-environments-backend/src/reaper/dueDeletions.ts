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

/** For each phase of a lease: the column with the time at which the reaper acts, and what it does then. */
const dueIn: Record<
  LeasePhase,
  {
    column: 'expires_at' | 'grace_ends_at' | 'deadline' | 'due_at';
    cause: DueDeletion['cause'];
  }
> = {
  pending: { column: 'deadline', cause: 'FailureDeadline' },
  active: { column: 'expires_at', cause: 'LeaseEnds' },
  grace: { column: 'grace_ends_at', cause: 'GraceEnds' },
  ended: { column: 'due_at', cause: 'DeletionRetried' },
};

const phases = Object.keys(dueIn) as LeasePhase[];

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
    .where(due => {
      for (const phase of phases) {
        due.orWhere(one =>
          one
            .where('leases.phase', phase)
            .where(`leases.${dueIn[phase].column}`, '<=', until),
        );
      }
    })
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
  const { column, cause } = dueIn[row.phase];
  // Not null: the query compared it.
  const at = row[column]!;
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
    deletionAt: cause === 'LeaseEnds' ? row.grace_ends_at ?? at : at,
    hourlyCost: toMoney(row.hourly_cost),
    costIsLowerBound: row.unpriced !== '[]',
  };
}

function compareIds(a: DueDeletion, b: DueDeletion): number {
  return a.environmentId.localeCompare(b.environmentId);
}

import type { DueDeletion } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import {
  type Clock,
  type EnvironmentRow,
  type LeaseRow,
  toColumn,
} from '../database';
import { toMoney } from '../util/money';

type DueState =
  | 'Queued'
  | 'Provisioning'
  | 'Ready'
  | 'Expiring'
  | 'ProvisioningFailed'
  | 'DeprovisioningFailed'
  | 'Quarantined';

/** For each state in which the reaper acts by itself: the column that says when, and what it does then. */
const dueIn: Record<
  DueState,
  {
    column: 'expires_at' | 'grace_ends_at' | 'deadline' | 'due_at';
    cause: DueDeletion['cause'];
  }
> = {
  Queued: { column: 'deadline', cause: 'FailureDeadline' },
  Provisioning: { column: 'deadline', cause: 'FailureDeadline' },
  Ready: { column: 'expires_at', cause: 'LeaseEnds' },
  Expiring: { column: 'grace_ends_at', cause: 'GraceEnds' },
  ProvisioningFailed: { column: 'deadline', cause: 'FailureDeadline' },
  DeprovisioningFailed: { column: 'due_at', cause: 'DeletionRetried' },
  Quarantined: { column: 'due_at', cause: 'DeletionRetried' },
};

const dueStates = Object.keys(dueIn) as DueState[];

type DueRow = EnvironmentRow & LeaseRow & { state: DueState };

/** What the reaper does by itself within some hours, soonest first, unless somebody extends, retries or deletes before. */
export async function listDueDeletions(
  options: { knex: Knex; clock: Clock },
  { hours }: { hours: number },
): Promise<DueDeletion[]> {
  const { knex, clock } = options;
  const until = toColumn(clock.now().plus(Duration.fromObject({ hours })));
  const rows: DueRow[] = await knex('environments')
    .join('leases', 'leases.environment_id', 'environments.id')
    .where(due => {
      for (const state of dueStates) {
        due.orWhere(one =>
          one
            .where('environments.state', state)
            .where(`leases.${dueIn[state].column}`, '<=', until),
        );
      }
    })
    .whereNotExists(
      // What is being built keeps its deadline until it is known what comes of it, and is left alone.
      knex('operations')
        .select(knex.raw('1'))
        .whereRaw('operations.environment_id = environments.id')
        .where({
          'operations.lane': 'build',
          'operations.state': 'Running',
        }),
    )
    .select('leases.*', 'environments.*');
  return rows
    .map(toDueDeletion)
    .sort((a, b) => a.at.localeCompare(b.at) || compareIds(a, b));
}

function toDueDeletion(row: DueRow): DueDeletion {
  const { column, cause } = dueIn[row.state];
  // The query compared it, so it is there.
  const at = row[column]!;
  return {
    environmentId: row.id,
    name: row.name,
    clusterName: row.cluster_name,
    owner: row.owner,
    account: row.account,
    region: row.region,
    state: row.state,
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

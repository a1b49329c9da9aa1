import {
  answers,
  openOperationStates,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { whereLiving } from '../database';
import type { Place } from 'backstage-plugin-eks-environments-node';
import type { RecordedEnvironment } from './types';

/** The environments of a place that are not deleted, of all provisioners. */
export async function readEnvironments(
  knex: Knex,
  { account, region }: Place,
): Promise<RecordedEnvironment[]> {
  const rows: RecordedEnvironment[] = await knex('environments')
    .leftJoin('operations', join =>
      join
        .on('operations.environment_id', 'environments.id')
        .andOnIn('operations.state', openOperationStates),
    )
    .where({
      'environments.account': account,
      'environments.region': region,
    })
    .modify(whereLiving)
    .select(
      'environments.id',
      'environments.provisioner',
      'environments.tagged_as',
      'environments.resource_ref',
      'environments.state',
      'environments.state_since',
      'environments.power_since',
      'environments.spec',
      { isBusy: 'operations.id' },
    );
  return rows.map(row => ({ ...row, isBusy: Boolean(row.isBusy) }));
}

/** The specs of a provisioner's environments that should be as they were approved. */
export function approvedOf(
  environments: RecordedEnvironment[],
  provisioner: string,
): Array<{ resourceRef: string; spec: string }> {
  return environments
    .filter(
      row =>
        row.provisioner === provisioner && answers(row.state) && !row.isBusy,
    )
    .map(row => ({ resourceRef: row.resource_ref, spec: row.spec }));
}

/** The ids of a provisioner's environments of which a reconciliation tells whether they drifted. */
export function comparedOf(
  environments: RecordedEnvironment[],
  { provisioner }: { provisioner: string },
): string[] {
  return environments
    .filter(row => row.provisioner === provisioner && answers(row.state))
    .map(({ id }) => id);
}

/** The names of the resources that changed, or may have changed, while the inventory was read. */
export function unsettledBetween(
  before: RecordedEnvironment[],
  after: RecordedEnvironment[],
): Set<string> {
  const earlier = new Map(before.map(row => [row.id, row]));
  const later = new Set(after.map(({ id }) => id));
  const moved = after.filter(row => {
    const known = earlier.get(row.id);
    return (
      row.isBusy ||
      known === undefined ||
      known.isBusy ||
      known.state !== row.state ||
      known.state_since !== row.state_since ||
      known.power_since !== row.power_since
    );
  });
  const gone = before.filter(({ id }) => !later.has(id));
  return new Set([...moved, ...gone].map(row => row.resource_ref));
}

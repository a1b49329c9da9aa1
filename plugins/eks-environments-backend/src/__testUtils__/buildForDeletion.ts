import type { LeftoverKind, Region, Stack } from 'aws-simulator/testing';
import type { TestDatabases } from '@backstage/backend-test-utils';
import type { SweepReport } from 'backstage-plugin-eksctl-node';
import {
  type EnvironmentRow,
  migrate,
  systemClock,
  toColumn,
} from '../database';
import { seedEnvironment } from './seedEnvironment';
import type { SimulatorHarness } from './SimulatorHarness';
import { testParts } from './testParts';
import { until } from './until';

/** A cluster that is Ready, and no engine yet that would delete it. */
export async function buildForDeletion(
  harness: SimulatorHarness,
  databases: TestDatabases,
) {
  const knex = await databases.init('SQLITE_3');
  await migrate(knex);
  const parts = testParts(knex, systemClock);
  const { environmentId, clusterName } = await seedEnvironment(
    knex,
    parts.commands,
  );
  await knex.transaction(transaction =>
    parts.ledger.reserve(transaction, {
      holder: { kind: 'environment', id: environmentId },
      amounts: [{ scope: 'everyone', dimension: 'environments', amount: 1 }],
      at: toColumn(systemClock.now()),
    }),
  );
  const reaches = (...states: EnvironmentRow['state'][]) =>
    until(
      async () => {
        const row = await knex<EnvironmentRow>('environments').first();
        return row && states.includes(row.state) && row;
      },
      `environment ${states}`,
      60_000,
    );
  const builder = harness.startEngine(parts);
  await reaches('Ready', 'ProvisioningFailed');
  await builder.stop();
  const account = harness.simulator.state().accounts[harness.aws.accountId];
  const { 'eu-west-1': region } = account.regions;

  return {
    knex,
    parts,
    clusterName,
    account,
    region,
    begin: () =>
      parts.commands.delete({ environmentId, endReason: 'DeletedByUser' }),
    retry: () =>
      parts.commands.retry({ environmentId, actor: 'user:default/pat' }),
    end: () => reaches('Deprovisioned', 'DeprovisioningFailed', 'Quarantined'),
    plant: (
      cluster: string,
      kinds: LeftoverKind[],
      vpcId: string | undefined = undefined,
      regionName = 'eu-west-1',
    ) =>
      harness.simulator.addLeftovers(
        {
          accountId: harness.aws.accountId,
          regionName,
          cluster,
          vpcId,
        },
        kinds,
      ),
    /** Ids of all in the account that a sweep could mistake for a leftover. */
    everything: () =>
      [...Object.values(region), ...Object.values(account)]
        .filter(Array.isArray)
        .flat()
        .filter(thing => thing.status !== 'DELETE_COMPLETE')
        .map(({ id, arn, allocationId, name }) =>
          String(id || arn || allocationId || name),
        ),
    quotaHeld: async () =>
      (await knex('quota_reservations').whereNull('released_at')).length > 0,
    deletion: () => knex('operations').where('type', 'delete').first(),
    log: async () =>
      (await knex('operation_log').select('text'))
        .map(({ text }) => text)
        .join('\n'),
  };
}

/** The stored evidence of a sweep. */
export function sweepOf(row: EnvironmentRow): SweepReport {
  return JSON.parse(row.sweep ?? '{}');
}

export function stackOf(region: Region, part: string): Stack {
  const found = region.stacks.find(({ name }) => name.includes(`-${part}`));
  if (!found) {
    throw new Error(`No stack of the ${part}`);
  }
  return found;
}

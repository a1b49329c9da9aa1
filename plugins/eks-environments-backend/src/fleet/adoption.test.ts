import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { ImportInput } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { defaultPrices } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { pause } from 'backstage-plugin-eks-environments-node';
import { accountsOf } from '../__testUtils__/engineFixture';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testParts } from '../__testUtils__/testParts';
import { OwnerDirectory } from '../access';
import { ConfigSections } from '../config/ConfigSections';
import { EksctlFleet } from '../__testUtils__/eksctlModule';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { readServiceConfig } from '../serviceConfig';
import {
  type EnvironmentRow,
  migrate,
  newId,
  systemClock,
  toColumn,
} from '../database';
import { DatabaseQuotaLedger } from '../quotas';
import { IdempotencyKeys } from '../idempotency/IdempotencyKeys';
import { ClusterImporter } from './ClusterImporter';
import { FindingStore } from './FindingStore';
import {
  ensureImportedBlueprint,
  IMPORTED_BLUEPRINT,
} from './importedBlueprint';
import { OrphanRemover } from './OrphanRemover';
import { ReconciliationStore } from './ReconciliationStore';
import { Reconciler } from './Reconciler';

jest.setTimeout(120_000);

/* Clusters that the portal did not create, or has no record of: imported, and deleted by the same engine as all others. */

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const place = { account: 'sandbox', region: 'eu-west-1' };
const PAT = 'user:default/pat';
const SHOP = 'group:default/team-shop';

const input: ImportInput = {
  ...place,
  clusterName: 'legacy',
  name: 'shop-legacy',
  owner: SHOP,
  lease: 'P1D',
};

let harness: SimulatorHarness;
let folder: string;

beforeAll(async () => {
  harness = await SimulatorHarness.start(2_000);
  folder = await mkdtemp(join(tmpdir(), 'adoption-'));
});
afterEach(() => harness.endTest());
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

/** A person runs eksctl manually. */
async function eksctlCreates(
  name: string,
  tags: Record<string, string> = {},
  region = place.region,
) {
  const file = join(folder, `${name}.yaml`);
  const config = {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name, region, version: '1.34', tags },
    autoModeConfig: { enabled: false },
    addons: [{ name: 'vpc-cni' }],
    managedNodeGroups: [
      {
        name: 'workers',
        instanceType: 'm7i.large',
        minSize: 1,
        desiredCapacity: 2,
        maxSize: 3,
      },
    ],
  };
  await writeFile(file, JSON.stringify(config));
  const { accessKeyId, secretAccessKey } = harness.aws.credentials;
  await promisify(execFile)(
    harness.aws.eksctlPath,
    ['create', 'cluster', '-f', file, '--write-kubeconfig=false'],
    {
      cwd: folder,
      env: {
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        AWS_REGION: region,
        AWS_ENDPOINT_URL: harness.simulator.url,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
    },
  );
}

function regionOf() {
  const { regions } = harness.simulator.state().accounts[harness.aws.accountId];
  return regions[place.region];
}

function clusterOf(name: string) {
  return regionOf().clusters.find(cluster => cluster.name === name);
}

/** A record of which nothing exists in AWS. */
async function record(knex: Knex, given: Partial<EnvironmentRow> = {}) {
  const at = toColumn(systemClock.now());
  await knex.transaction(transaction =>
    ensureImportedBlueprint(transaction, at),
  );
  const { name, version } = IMPORTED_BLUEPRINT;
  return insertEnvironment(knex, {
    blueprint_name: name,
    blueprint_version: version,
    ...given,
  });
}

/** The tags of what the portal created for an environment. */
function tagsOf(environmentId: string) {
  return {
    'eks-environments.io/environment-id': environmentId,
    'eks-environments.io/installation': installation,
    'eks-environments.io/owner': SHOP,
  };
}

describe.each(databases.eachSupportedId())('adoption on %s', databaseId => {
  async function start(limits: { environments?: number } = {}) {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const config = readServiceConfig(
      new ConfigReader({
        eksEnvironments: {
          accounts: [
            {
              id: 'sandbox',
              accountNumber: harness.aws.accountId,
              regions: [place.region],
            },
          ],
          quotas: { defaults: { group: limits } },
        },
      }),
      { dimensions: parts.dimensions, sections: new ConfigSections() },
    );
    const findings = new FindingStore({ knex });
    const reconciliations = new ReconciliationStore({ knex });
    const options = {
      ...parts,
      config,
      ledger: new DatabaseQuotaLedger({
        config: config.quotas,
        dimensions: parts.dimensions,
      }),
      provisioners: testProvisioners([
        {
          ...testProvisioner({}),
          fleet: new EksctlFleet({
            accounts: accountsOf(harness.aws),
            configured: config.accounts,
            prices: defaultPrices,
          }),
        },
        { ...testProvisioner({}), id: 'without-fleet' },
      ]),
      installation,
      findings,
      keys: new IdempotencyKeys(parts),
    };
    const importer = new ClusterImporter({
      ...options,
      owners: new OwnerDirectory({
        auth: mockServices.auth(),
        catalog: {
          getEntityByRef: async reference =>
            reference === SHOP
              ? {
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'Group',
                  metadata: { name: 'team-shop' },
                }
              : undefined,
        },
        configured: new Map(),
      }),
    });
    const reconciler = new Reconciler({
      ...options,
      reconciliations,
      places: [place],
      interval: Duration.fromObject({ minutes: 5 }),
      pause,
    });
    const reconcile = async () => {
      await reconciliations.hasten();
      await reconciler.reconcileDue('eksctl');
      return findings.list();
    };
    const environment = (id: string) =>
      knex<EnvironmentRow>('environments').where({ id }).first();
    return {
      ...options,
      importer,
      remover: new OrphanRemover(options),
      reconcile,
      environment,
    };
  }

  it('imports a cluster of eksctl with its config, lease and quota, and deletes it with nothing left', async () => {
    const { importer, environment, knex, reconcile, commands, ...parts } =
      await start({ environments: 1 });
    await eksctlCreates('legacy');
    const write = {
      caller: PAT,
      key: 'once',
      operation: 'ImportCluster',
      digest: 'digest',
    };
    const id = await importer.import(input, PAT, write);
    expect(await importer.import(input, PAT, write)).toBe(id);

    const row = await environment(id);
    expect(row).toMatchObject({
      state: 'Ready',
      resource_ref: 'legacy',
      blueprint_name: 'imported',
      kubernetes_version: '1.34',
      owner: SHOP,
      requester: PAT,
      provisioner: 'eksctl',
    });
    expect(row!.spec).toMatch(/"name": "workers"/);
    expect(row!.spec).toMatch(/"maxSize": 3/);
    expect(row!.spec).toMatch(/"gateway": "Single"/);
    expect(row!.hourly_cost).toBeGreaterThan(100_000);
    const lease = await knex('leases').where('environment_id', id).first();
    expect(lease.expires_at).not.toBeNull();
    const [balance] = await knex('quota_balances').where({
      scope: SHOP,
      dimension: 'nodes',
    });
    expect(balance.amount).toBe(3);
    expect(clusterOf('legacy')!.tags).toMatchObject({
      'eks-environments.io/environment-id': id,
      'eks-environments.io/owner': SHOP,
      'eks-environments.io/installation': installation,
    });
    expect(await reconcile()).toEqual([]);

    await commands.delete({ environmentId: id, endReason: 'DeletedByUser' });
    harness.startEngine({ ...parts, knex, commands });
    const gone = await reaches(knex, id, 'Deprovisioned', 'Quarantined');
    expect(gone.state).toBe('Deprovisioned');
    expect(harness.existing('legacy')).toEqual([]);
    const [given] = await knex('quota_balances').where({
      scope: SHOP,
      dimension: 'nodes',
    });
    expect(given.amount).toBe(0);

    // The name is free for another cluster.
    await eksctlCreates('legacy');
    expect(await importer.import(input, PAT, undefined)).not.toBe(id);
  });

  it('leaves a cluster of the same name in another region whole when it deletes an imported one', async () => {
    const { importer, knex, commands, ...parts } = await start();
    const elsewhere = 'eu-north-1';
    await eksctlCreates('legacy', {}, elsewhere);
    const account = () =>
      harness.simulator.state().accounts[harness.aws.accountId];
    const existing = () => ({
      roles: account().roles.map(({ name, tags }) => [name, tags]),
      oidcProviders: account().oidcProviders.map(({ arn }) => arn),
      regional: Object.entries(account().regions[elsewhere]).map(
        ([kind, things]) => [kind, things.length],
      ),
    });
    const before = existing();
    expect(before.roles).not.toEqual([]);
    await eksctlCreates('legacy');
    const id = await importer.import(input, PAT, undefined);

    await commands.delete({ environmentId: id, endReason: 'DeletedByUser' });
    harness.startEngine({ ...parts, knex, commands });
    const gone = await reaches(knex, id, 'Deprovisioned', 'Quarantined');
    expect(gone.state).toBe('Deprovisioned');
    expect(clusterOf('legacy')).toBeUndefined();
    expect(existing()).toEqual(before);
  });

  it('deletes the stacks of an imported cluster itself where eksctl gets stuck, the cluster’s own last', async () => {
    const { importer, knex, commands, ...parts } = await start();
    await eksctlCreates('legacy');
    const id = await importer.import(input, PAT, undefined);
    harness.simulator.faults.add({
      effect: {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EKS::Nodegroup',
        reason: 'DependencyViolation: it has dependencies',
      },
      times: 1,
    });
    await commands.delete({ environmentId: id, endReason: 'DeletedByUser' });
    harness.startEngine({ ...parts, knex, commands });
    const gone = await reaches(knex, id, 'Deprovisioned', 'Quarantined');
    expect(gone.state).toBe('Deprovisioned');
    const lines = await knex('operation_log').orderBy('sequence');
    const deleted = lines.flatMap(
      ({ text }) => /^Deleting the stack (.*)/.exec(text)?.[1] ?? [],
    );
    expect(deleted).toContain('eksctl-legacy-nodegroup-workers');
    expect(deleted.at(-1)).toBe('eksctl-legacy-cluster');
  });

  it('refuses what it must, and leaves the cluster as it was', async () => {
    const { importer, knex, commands } = await start({ environments: 1 });
    await eksctlCreates('legacy', { team: 'shop' });
    const before = { ...clusterOf('legacy')!.tags };
    await seedEnvironment(knex, commands, { name: 'taken' });
    await knex('quota_balances').insert({
      scope: SHOP,
      dimension: 'environments',
      amount: 1,
    });
    const refusals: Array<[Partial<ImportInput>, RegExp]> = [
      [{}, /The quota of team-shop is 1 environment/],
      [{ owner: 'group:default/nobody' }, /owner: the catalog has no/],
      [{ owner: 'component:default/x' }, /owner must be/],
      [{ name: 'No Name' }, /name must begin/],
      [{ lease: 'P400D' }, /lease must be at most/],
      [{ lease: 'P280000Y-102199995D' }, /lease must be a duration of weeks/],
      [{ clusterName: 'nothing' }, /there is no nothing in eu-west-1/],
      [{ region: 'us-west-2' }, /has no region us-west-2/],
      [{ provisioner: 'none' }, /provisioner must be one of eksctl, without/],
      [{ provisioner: 'without-fleet' }, /can neither import resources/],
    ];
    for (const [changes, reason] of refusals) {
      await expect(
        importer.import({ ...input, ...changes }, PAT, undefined),
      ).rejects.toThrow(reason);
    }
    expect(clusterOf('legacy')!.tags).toEqual(before);

    Object.assign(clusterOf('legacy')!.tags, {
      'eks-environments.io/installation': 'production',
    });
    await expect(importer.import(input, PAT, undefined)).rejects.toThrow(
      /belongs to another installation/,
    );
  });

  it('says that AWS does not answer, and writes nothing', async () => {
    const { importer, remover, reconcile, knex } = await start();
    await eksctlCreates('legacy');
    await eksctlCreates('lost-3', tagsOf(newId()));
    const [finding] = await reconcile();
    const before = await knex('environments').select('id');
    const { id: fault } = harness.simulator.faults.add({
      match: { service: 'eks' },
      effect: {
        kind: 'error',
        status: 503,
        code: 'ServiceUnavailable',
        message: 'Down',
      },
    });

    const unavailable = {
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^(legacy|lost-3) could not be (read|tagged): .*Nothing was changed/,
      ),
    };
    await expect(importer.import(input, PAT, undefined)).rejects.toMatchObject(
      unavailable,
    );
    await expect(
      remover.remove(finding, { actor: PAT, write: undefined }),
    ).rejects.toMatchObject(unavailable);

    harness.simulator.faults.remove(fault);
    expect(await knex('environments').select('id')).toEqual(before);
  });

  it('makes one environment of a cluster that two people import at once, and the tags name it', async () => {
    const { importer, knex } = await start();
    await eksctlCreates('legacy');
    const both = await Promise.allSettled([
      importer.import(input, PAT, undefined),
      importer.import({ ...input, name: 'other' }, PAT, undefined),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const [{ id }, ...others] = await knex('environments');
    expect(others).toEqual([]);
    expect(clusterOf('legacy')!.tags).toMatchObject({
      'eks-environments.io/environment-id': id,
    });
  });

  it('takes the tags back when the last place went meanwhile', async () => {
    const { importer, knex, ledger } = await start({ environments: 1 });
    await eksctlCreates('legacy');
    const before = { ...clusterOf('legacy')!.tags };
    jest.spyOn(ledger, 'forecast').mockImplementation(async () => {
      await knex('quota_balances').insert({
        scope: SHOP,
        dimension: 'environments',
        amount: 1,
      });
      return { effects: [], refusals: [] };
    });
    await expect(importer.import(input, PAT, undefined)).rejects.toThrow(
      /The quota of/,
    );
    expect(clusterOf('legacy')!.tags).toEqual(before);
    expect(await knex('environments')).toEqual([]);
  });

  it('deletes a cluster that has lost its record, with evidence, under the id of its tags', async () => {
    const { remover, reconcile, knex, commands, ...parts } = await start();
    const lost = '01K00000000000000000001DTT';
    await eksctlCreates('lost-1', tagsOf(lost));
    const [finding, ...others] = await reconcile();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'ResourceWithoutRecord' });

    const by = { actor: PAT, reason: 'Nobody knows it', write: undefined };
    expect(await remover.remove(finding, by)).toBe(lost);
    const [{ unpriced }] = await knex('environments').where('id', lost);
    expect(JSON.parse(unpriced)).toMatchObject([
      { code: 'no-record', subject: 'everything' },
    ]);
    await expect(remover.remove(finding, by)).rejects.toThrow(
      /the environment lost-1 in sandbox\/eu-west-1 has the resource lost-1/,
    );
    expect(await reconcile()).toEqual([]);
    harness.startEngine({ ...parts, knex, commands });
    const gone = await reaches(knex, lost, 'Deprovisioned', 'Quarantined');
    expect(gone).toMatchObject({ state: 'Deprovisioned', owner: SHOP });
    expect(JSON.parse(gone.sweep!).searchedKinds).toContain('stack');
    expect(harness.existing('lost-1')).toEqual([]);
    expect(await reconcile()).toEqual([]);
  });

  it('deletes what an environment left that is gone by the records', async () => {
    const { remover, reconcile, knex, commands, ...parts } = await start();
    const gone = await record(knex, {
      state: 'Deprovisioned',
      resource_ref: 'lost-2',
    });
    await eksctlCreates('lost-2', tagsOf(gone.id));
    regionOf().clusters.length = 0;
    const [finding, ...others] = await reconcile();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'PartsLeftOver' });

    const by = { actor: PAT, reason: 'Left over', write: undefined };
    const id = await remover.remove(finding, by);
    expect(id).not.toBe(gone.id);
    harness.startEngine({ ...parts, knex, commands });
    expect(
      await reaches(knex, id, 'Deprovisioned', 'Quarantined'),
    ).toMatchObject({ state: 'Deprovisioned' });
    expect(harness.existing('lost-2')).toEqual([]);
    expect(await reconcile()).toEqual([]);
  });

  it('imports a cluster of an environment that is gone by the records, and deletes all of it', async () => {
    const { importer, reconcile, environment, knex, commands, ...parts } =
      await start();
    const gone = await record(knex, {
      state: 'Deprovisioned',
      resource_ref: 'legacy',
    });
    await eksctlCreates('legacy', tagsOf(gone.id));
    expect(await reconcile()).toMatchObject([
      { kind: 'ResourceWithoutRecord' },
    ]);

    const id = await importer.import(input, PAT, undefined);
    expect(await environment(id)).toMatchObject({ tagged_as: gone.id });
    expect(clusterOf('legacy')!.tags).toMatchObject(tagsOf(gone.id));
    expect(await reconcile()).toEqual([]);

    await commands.delete({ environmentId: id, endReason: 'DeletedByUser' });
    harness.startEngine({ ...parts, knex, commands });
    expect(
      await reaches(knex, id, 'Deprovisioned', 'Quarantined'),
    ).toMatchObject({ state: 'Deprovisioned' });
    expect(harness.existing('legacy')).toEqual([]);
  });

  it('takes for nothing else the id of an environment that lives', async () => {
    const { importer, environment, knex } = await start();
    const living = await record(knex);
    await eksctlCreates('legacy', tagsOf(living.id));
    const id = await importer.import(input, PAT, undefined);
    expect(id).not.toBe(living.id);
    expect(await environment(id)).toMatchObject({ tagged_as: null });
    expect(clusterOf('legacy')!.tags).toMatchObject(tagsOf(id));
  });
});

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { defaultPrices } from 'backstage-plugin-eksctl-node';
import {
  type Inventory,
  type ProvisionerFleet,
  type Pause,
  pause as realPause,
} from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { FakeFleet } from '../__testUtils__/FakeFleet';
import { manualTimer } from '../__testUtils__/manualTimer';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { databaseNow, type FleetFindingRow, migrate, newId } from '../database';
import { EksctlFleet } from '../__testUtils__/eksctlModule';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { FindingStore } from './FindingStore';
import { ReconciliationStore } from './ReconciliationStore';
import { Reconciler } from './Reconciler';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const place = { account: 'sandbox', region: 'eu-west-1' };
const scope = { ...place, provisioner: 'eksctl' };

const workers = {
  nodegroupName: 'workers',
  scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3 },
  instanceTypes: ['m7i.large'],
};

function ownTags(environmentId: string) {
  return {
    'eks-environments.io/environment-id': environmentId,
    'eks-environments.io/installation': installation,
    'eks-environments.io/owner': 'group:default/team-shop',
  };
}

/** The claim of the only reconciliation is about to end. */
async function endClaimSoon(knex: Knex) {
  await knex('fleet_reconciliations').update({
    claimed_until: databaseNow(knex, 1),
  });
}

async function start(
  knex: Knex,
  { pause = realPause }: { pause?: Pause } = {},
) {
  await migrate(knex);
  await allowAnyMove(knex);
  const clock = new TestClock();
  const parts = testParts(knex, clock);
  const aws = new FakeFleet();
  const reconciliations = new ReconciliationStore({ knex });
  const timer = manualTimer();
  const provisioners = testProvisioners(
    [
      {
        ...testProvisioner({}),
        fleet: new EksctlFleet({
          accounts: aws,
          configured: [
            {
              id: place.account,
              accountNumber: aws.accountNumber,
              regions: [place.region],
            },
          ],
          prices: defaultPrices,
        }),
      },
    ],
    timer,
  );
  const logger = mockServices.logger.mock();
  const findings = new FindingStore({ knex });
  const reconciler = new Reconciler({
    ...parts,
    logger,
    provisioners,
    installation,
    places: [place],
    reconciliations,
    findings,
    interval: Duration.fromObject({ minutes: 5 }),
    pause,
  });
  /** An environment that is ready, and its cluster as it was approved. */
  const addReady = async (name: string) => {
    const seeded = await seedEnvironment(knex, parts.commands, { name });
    await knex('operations')
      .where('environment_id', seeded.environmentId)
      .update({ state: 'Succeeded' });
    await knex('environments')
      .where('id', seeded.environmentId)
      .update({ state: 'Ready' });
    aws.clusters.push({
      name: seeded.clusterName,
      tags: ownTags(seeded.environmentId),
      nodeGroups: [workers],
    });
    return seeded;
  };
  const reconcile = async () => {
    clock.advance({ minutes: 1 });
    await reconciliations.hasten();
    for (const provisioner of provisioners.ids) {
      await reconciler.reconcileDue(provisioner);
    }
  };
  const rows = () => knex<FleetFindingRow>('fleet_findings').orderBy('id');
  const open = async () =>
    (await findings.list()).map(
      ({ kind, subject, state }) => `${state} ${kind} ${subject}`,
    );
  /** The messages to the operators, oldest first. */
  const notified = async () => {
    const messages = await knex('outbox_messages')
      .where('topic', 'FleetFindingRaised')
      .orderBy('id');
    return messages.map(({ recipients, ...message }) => ({
      ...message,
      recipients: JSON.parse(recipients),
    }));
  };
  const remove = (clusterName: string) => {
    aws.clusters = aws.clusters.filter(({ name }) => name !== clusterName);
  };
  return {
    ...parts,
    aws,
    timer,
    logger,
    provisioners,
    reconciliations,
    findings,
    addReady,
    reconcile,
    rows,
    open,
    notified,
    remove,
    reconciler,
  };
}

describe.each(databases.eachSupportedId())('Reconciler on %s', id => {
  it('finds nothing where AWS holds what the records say', async () => {
    const { addReady, reconcile, open, reconciliations } = await start(
      await databases.init(id),
    );
    await addReady('shop');
    await addReady('search');
    await reconcile();
    expect(await open()).toEqual([]);
    const [seen] = await reconciliations.list([scope]);
    expect(seen).toMatchObject({
      clusters: 2,
      error: null,
      isInProgress: false,
    });
  });

  it('finds vanished clusters, clusters without a record, stacks left over and node groups that drifted', async () => {
    const { addReady, reconcile, open, aws, remove, rows } = await start(
      await databases.init(id),
    );
    const gone = await addReady('gone');
    const drifted = await addReady('drifted');
    remove(gone.clusterName);
    aws.clusters[0].nodeGroups = [
      { ...workers, scalingConfig: { minSize: 1, desiredSize: 5, maxSize: 9 } },
      { ...workers, nodegroupName: 'extra' },
    ];
    aws.clusters.push(
      { name: 'lost-1', tags: ownTags('01LOST') },
      { name: 'foreign', tags: { team: 'other' } },
      {
        name: 'other-portal',
        tags: {
          ...ownTags('01OTHER'),
          'eks-environments.io/installation': 'production',
        },
      },
    );
    const stackOf = (clusterName: string, tags: Record<string, string>) => ({
      name: `eksctl-${clusterName}-cluster`,
      tags: { 'alpha.eksctl.io/cluster-name': clusterName, ...tags },
    });
    aws.stacks.push(
      stackOf('foreign', {}),
      stackOf('lost-1', ownTags('01LOST')),
      stackOf('rest-1', ownTags('01REST')),
      stackOf('strange', {}),
      {
        ...stackOf('going-1', ownTags('01GOING')),
        status: 'DELETE_IN_PROGRESS',
      },
    );
    await reconcile();
    expect((await open()).sort()).toEqual(
      [
        `open ResourceVanished ${gone.clusterName}`,
        'open ResourceWithoutRecord lost-1',
        `open PartDrift ${drifted.clusterName}/extra`,
        `open PartDrift ${drifted.clusterName}/workers`,
        'open PartsLeftOver rest-1',
      ].sort(),
    );
    const drift = (await rows()).find(({ subject }) =>
      subject.endsWith('/workers'),
    );
    expect(JSON.parse(drift!.details).differences).toEqual([
      'at most 9 nodes instead of 3',
    ]);
    expect(drift!.environment_id).toBe(drifted.environmentId);
  });

  it('keeps one row for each subject, and resolves what is not there any more', async () => {
    const { addReady, reconcile, open, rows, remove, aws } = await start(
      await databases.init(id),
    );
    const { clusterName } = await addReady('shop');
    const [cluster] = aws.clusters;
    remove(clusterName);
    await reconcile();
    const [first] = await rows();
    await reconcile();
    const [second, ...others] = await rows();
    expect(others).toEqual([]);
    expect(second.first_seen).toBe(first.first_seen);
    expect(second.last_seen > first.last_seen).toBe(true);

    aws.clusters.push(cluster);
    await reconcile();
    expect(await open()).toEqual([]);
    expect(await rows()).toMatchObject([{ id: first.id, state: 'resolved' }]);

    remove(clusterName);
    await reconcile();
    const [again] = await rows();
    expect(again).toMatchObject({ id: first.id, state: 'open' });
    expect(again.first_seen > first.first_seen).toBe(true);
  });

  it.each(['ListClusters', 'DescribeStacks', 'ListNodegroups'])(
    'changes nothing when %s fails on its second page',
    async command => {
      const { addReady, reconcile, open, rows, remove, aws, reconciliations } =
        await start(await databases.init(id));
      const shop = await addReady('shop');
      await addReady('search');
      aws.clusters[1].nodeGroups = [
        workers,
        { ...workers, nodegroupName: 'b' },
      ];
      const tags = (clusterName: string) => ({
        ...ownTags('01REST'),
        'alpha.eksctl.io/cluster-name': clusterName,
      });
      aws.stacks.push(
        { name: 'eksctl-rest-1-cluster', tags: tags('rest-1') },
        { name: 'eksctl-rest-2-cluster', tags: tags('rest-2') },
      );
      await reconcile();
      const before = await rows();
      expect(before).toHaveLength(3);

      // One cluster is deleted, another appears, and the earlier finding no longer applies.
      remove(shop.clusterName);
      aws.clusters.push({ name: 'lost-1', tags: ownTags('01LOST') });
      aws.stacks = aws.stacks.slice(0, 1).concat({ name: 'x', tags: {} });
      aws.onCall = (name, input) => {
        if (name === command && (input.nextToken ?? input.NextToken)) {
          throw new Error('The connection was reset');
        }
      };
      await reconcile();
      expect(await rows()).toEqual(before);
      const [failed] = await reconciliations.list([scope]);
      expect(failed.error).toBe('The connection was reset');
      expect(failed.succeeded_at! < failed.finished_at!).toBe(true);

      aws.onCall = () => {};
      await reconcile();
      expect(await open()).toContain(
        `open ResourceVanished ${shop.clusterName}`,
      );
      expect((await reconciliations.list([scope]))[0].error).toBeNull();
    },
  );

  it('does not take another account for an empty one', async () => {
    const { addReady, reconcile, open, aws, reconciliations } = await start(
      await databases.init(id),
    );
    await addReady('shop');
    aws.clusters = [];
    aws.accountNumber = '999999999999';
    await reconcile();
    expect(await open()).toEqual([]);
    expect((await reconciliations.list([scope]))[0].error).toMatch(
      /belong to 999999999999/,
    );
  });

  it('says nothing of what an operation works on, before or after AWS was read', async () => {
    const { addReady, reconcile, open, aws, commands, knex, remove } =
      await start(await databases.init(id));
    const queued = await seedEnvironment(knex, commands, { name: 'queued' });
    aws.clusters.push({
      name: queued.clusterName,
      tags: ownTags(queued.environmentId),
    });
    const shop = await addReady('shop');
    // Somebody deletes the environment while AWS is read, and the engine completes before the end.
    aws.onCall = async (command, input) => {
      if (command === 'DescribeStacks' && !input.NextToken) {
        await knex('environments')
          .where('id', shop.environmentId)
          .update({ state: 'Deprovisioned', state_since: 'later' });
      }
    };
    await reconcile();
    expect(await open()).toEqual([]);

    aws.onCall = () => {};
    await reconcile();
    expect(await open()).toEqual([
      `open ResourceWithoutRecord ${shop.clusterName}`,
    ]);

    // A reconciliation that could not judge the cluster does not resolve its finding, either.
    remove(shop.clusterName);
    await knex('environments')
      .where('id', shop.environmentId)
      .update({ state: 'Deprovisioning' });
    await knex('operations')
      .where('environment_id', shop.environmentId)
      .update({ state: 'Running' });
    await reconcile();
    expect(await open()).toHaveLength(1);
  });

  it('leaves alone what is ignored, until it changes', async () => {
    const { addReady, reconcile, open, rows, findings, aws } = await start(
      await databases.init(id),
    );
    const { clusterName } = await addReady('shop');
    const scaleTo = (maxSize: number) => {
      aws.clusters[0].nodeGroups = [
        {
          ...workers,
          scalingConfig: { ...workers.scalingConfig, maxSize },
        },
      ];
    };
    scaleTo(6);
    await reconcile();
    const [{ id: findingId }] = await rows();
    const ignored = {
      by: 'user:default/pat',
      reason: 'Load test',
      at: '2026-11-21T12:00:00.000Z',
    };
    await findings.ignore(findingId, ignored);
    await expect(findings.ignore(findingId, ignored)).rejects.toThrow(
      /is ignored, not open/,
    );
    await reconcile();
    expect(await open()).toEqual([`ignored PartDrift ${clusterName}/workers`]);
    scaleTo(8);
    await reconcile();
    expect(await open()).toEqual([`open PartDrift ${clusterName}/workers`]);
    expect((await rows())[0].reason).toBeNull();
  });

  it('stores with the environment whether it drifted, since when, and nothing about one that is being changed', async () => {
    const knex = await databases.init(id);
    const { addReady, reconcile, rows, findings, aws } = await start(knex);
    const { environmentId, clusterName } = await addReady('shop');
    const busy = await addReady('search');
    await knex('operations')
      .where('environment_id', busy.environmentId)
      .update({ state: 'Running' });
    const conditions = () => knex('environment_conditions').orderBy('type');
    await reconcile();
    const asApproved = {
      environment_id: environmentId,
      type: 'Drifted',
      status: 'False',
      reason: 'AsApproved',
      since: '2026-11-21T10:01:00.000Z',
    };
    expect(await conditions()).toMatchObject([asApproved]);
    await reconcile();
    expect(await conditions()).toMatchObject([asApproved]);

    aws.clusters[0].nodeGroups = [];
    await reconcile();
    const drifted = {
      status: 'True',
      reason: 'PartDrift',
      message: `Node group workers of ${clusterName} is not as it was approved: it does not exist.`,
      since: '2026-11-21T10:03:00.000Z',
    };
    expect(await conditions()).toMatchObject([drifted]);
    await reconcile();
    expect(await conditions()).toMatchObject([drifted]);

    const [finding] = await rows();
    const at = '2026-11-21T12:00:00.000Z';
    await findings.ignore(finding.id, { by: 'user:pat', reason: 'Test', at });
    expect(await conditions()).toMatchObject([{ status: 'False', since: at }]);
    const later = '2026-11-21T13:00:00.000Z';
    await findings.reopen(finding.id, later);
    expect(await conditions()).toMatchObject([
      { status: 'True', since: later },
    ]);
  });

  it('ends the cost of an environment whose deletion failed when nothing of it is left', async () => {
    const knex = await databases.init(id);
    const { addReady, reconcile, remove, aws, hints } = await start(knex);
    const { environmentId, clusterName } = await addReady('shop');
    const environments = () => knex('environments').where('id', environmentId);
    await environments().update({
      state: 'DeprovisioningFailed',
      hourly_cost: 300_000,
      unpriced: '[]',
    });
    await knex('cost_segments').where('environment_id', environmentId).delete();
    await knex('cost_segments').insert({
      id: newId(),
      environment_id: environmentId,
      started_at: '2026-11-21T09:00:00.000Z',
      ended_at: null,
      hourly_cost: 300_000,
      items: '[]',
      unpriced: '[]',
    });
    for (const [dimension, amount] of Object.entries({
      environments: 1,
      nodes: 3,
    })) {
      const held = { scope: 'everyone', dimension, amount };
      await knex('quota_balances')
        .insert(held)
        .onConflict(['scope', 'dimension'])
        .merge();
      await knex('quota_reservations')
        .insert({
          ...held,
          holder_kind: 'environment',
          holder_id: environmentId,
          reserved_at: '2026-11-21T09:00:00.000Z',
        })
        .onConflict(['holder_kind', 'holder_id', 'scope', 'dimension'])
        .merge();
    }
    const ended = () =>
      knex('events').where({
        environment_id: environmentId,
        type: 'CostEnded',
      });

    // While the cluster or one of its stacks exists, or a sweep has run, everything counts.
    await reconcile();
    remove(clusterName);
    aws.stacks.push({
      name: `eksctl-${clusterName}-nodegroup-workers`,
      tags: { 'alpha.eksctl.io/cluster-name': clusterName },
    });
    await reconcile();
    aws.stacks = [];
    await environments().update({ sweep: '{}' });
    await reconcile();
    expect(await ended()).toEqual([]);
    expect(await environments().first()).toMatchObject({
      hourly_cost: 300_000,
    });

    await environments().update({ sweep: null });
    await reconcile();
    await reconcile();
    expect(await ended()).toMatchObject([
      {
        message:
          'Reconciliation found nothing of it. Cost and capacity no longer count; the price of the leftovers is unknown',
      },
    ]);
    const environment = await environments().first();
    expect(environment).toMatchObject({
      state: 'DeprovisioningFailed',
      hourly_cost: 0,
    });
    expect(JSON.parse(environment.unpriced)).toMatchObject([
      { code: 'not-searched' },
    ]);
    expect(
      await knex('cost_segments')
        .where('environment_id', environmentId)
        .orderBy('id')
        .pluck('hourly_cost'),
    ).toEqual([300_000, 0]);
    expect(
      await knex('quota_balances')
        .where('scope', 'everyone')
        .whereIn('dimension', ['environments', 'nodes'])
        .orderBy('dimension')
        .pluck('amount'),
    ).toEqual([1, 0]);
    expect(hints).toContainEqual({ type: 'CostEnded', environmentId });
  });

  it('stores that it is unknown whether environments drifted after three failures in a row', async () => {
    const knex = await databases.init(id);
    const { addReady, reconcile, aws } = await start(knex);
    const { environmentId } = await addReady('shop');
    await reconcile();
    const condition = () =>
      knex('environment_conditions')
        .where('environment_id', environmentId)
        .first();
    const failTimes = async (times: number) => {
      aws.onCall = () => {
        throw new Error('The connection was reset');
      };
      for (let time = 0; time < times; time++) {
        await reconcile();
      }
      aws.onCall = () => {};
    };
    // A success in between begins a new row of failures.
    await failTimes(2);
    await reconcile();
    await failTimes(2);
    expect(await condition()).toMatchObject({
      status: 'False',
      since: '2026-11-21T10:01:00.000Z',
    });
    await failTimes(1);
    const unknown = {
      type: 'Drifted',
      status: 'Unknown',
      reason: 'NotCompared',
      since: '2026-11-21T10:07:00.000Z',
    };
    expect(await condition()).toMatchObject(unknown);
    await failTimes(1);
    expect(await condition()).toMatchObject(unknown);

    await reconcile();
    expect(await condition()).toMatchObject({
      status: 'False',
      reason: 'AsApproved',
      since: '2026-11-21T10:09:00.000Z',
    });
  });

  it('counts a reconciliation whose replica exited as a failed one', async () => {
    const knex = await databases.init(id);
    const { addReady, reconcile, aws } = await start(knex);
    const { environmentId } = await addReady('shop');
    await reconcile();
    await knex('fleet_reconciliations').update({
      failures: 1,
      claimed_until: databaseNow(knex, -1),
    });
    aws.onCall = () => {
      throw new Error('The connection was reset');
    };
    await reconcile();
    expect(
      await knex('environment_conditions')
        .where('environment_id', environmentId)
        .first(),
    ).toMatchObject({ status: 'Unknown', reason: 'NotCompared' });
  });

  it('notifies the operators of each new finding once, with the finding itself', async () => {
    const {
      addReady,
      reconcile,
      notified,
      remove,
      aws,
      findings,
      knex,
      hints,
    } = await start(await databases.init(id));
    const shop = await addReady('shop');
    const [cluster] = aws.clusters;
    remove(shop.clusterName);
    aws.clusters.push({ name: 'lost-1', tags: ownTags('01LOST') });
    await reconcile();
    await reconcile();
    const messages = await notified();
    expect(messages).toHaveLength(2);
    expect(messages).toMatchObject([
      {
        title: `${shop.clusterName} no longer exists`,
        text: expect.stringMatching(
          /^sandbox, eu-west-1: shop-.* no longer exists\.\n\n.*Delete it/s,
        ),
        path: '/environments/fleet',
        severity: 'high',
        recipients: ['group:default/platform'],
      },
      { title: 'lost-1 exists without an environment' },
    ]);
    for (const { id: message_id } of messages) {
      expect(
        await knex('outbox_deliveries').where({ message_id }),
      ).toHaveLength(2);
    }
    const { params } = await knex('events')
      .where('type', 'FleetFindingRaised')
      .orderBy('id')
      .first('params');
    expect(JSON.parse(params).finding).toEqual({
      code: 'difference.resource-vanished',
      params: { name: shop.clusterName },
      message: `${shop.clusterName} no longer exists.`,
    });
    expect(
      hints.filter(({ type }) => type === 'FleetFindingRaised'),
    ).toHaveLength(2);
    expect(
      await knex('events')
        .where('type', 'FleetFindingRaised')
        .orderBy('id')
        .pluck('environment_id'),
    ).toEqual([shop.environmentId, null]);

    // A resolved finding that returns is reported again; an ignored one is not.
    aws.clusters.push(cluster);
    await reconcile();
    remove(shop.clusterName);
    await reconcile();
    expect(await notified()).toHaveLength(3);
    for (const { id: findingId } of await findings.list()) {
      await findings.ignore(findingId, {
        by: 'user:default/pat',
        reason: 'Known',
        at: '2026-11-21T12:00:00.000Z',
      });
    }
    await reconcile();
    expect(await notified()).toHaveLength(3);
  });

  it('notifies nobody of a finding that could not be stored', async () => {
    const { addReady, reconcile, notified, rows, remove, events } = await start(
      await databases.init(id),
    );
    for (const name of ['shop', 'search']) {
      const { clusterName } = await addReady(name);
      remove(clusterName);
    }
    const record = events.record.bind(events);
    let records = 0;
    jest.spyOn(events, 'record').mockImplementation(async (...event) => {
      records++;
      await record(...event);
      if (records === 2) {
        throw new Error('The database went away');
      }
    });
    await reconcile();
    expect(await rows()).toEqual([]);
    expect(await notified()).toEqual([]);
    await reconcile();
    expect(await rows()).toHaveLength(2);
    expect(await notified()).toHaveLength(2);
  });

  it('runs in one replica at a time; one that lost its claim writes nothing', async () => {
    const {
      addReady,
      reconcile,
      open,
      aws,
      reconciliations,
      remove,
      knex,
      reconciler,
    } = await start(await databases.init(id));
    const { clusterName } = await addReady('shop');
    remove(clusterName);
    let inside = 0;
    aws.onCall = async command => {
      if (command === 'ListClusters') {
        inside++;
        await reconciliations.hasten();
        await reconciler.reconcileDue('eksctl');
        await knex('fleet_reconciliations').update({
          fencing_token: 'of-another',
        });
      }
    };
    await reconcile();
    expect(inside).toBe(1);
    expect(await open()).toEqual([]);
  });

  it('renews its claim while an inventory takes longer than a claim', async () => {
    const ticks: Array<() => void> = [];
    const { addReady, reconcile, remove, knex, open, ...parts } = await start(
      await databases.init(id),
      {
        pause: (_milliseconds, signal) =>
          new Promise((resolve, reject) => {
            ticks.push(resolve);
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
      },
    );
    const { clusterName } = await addReady('shop');
    remove(clusterName);
    let reads = 0;
    parts.aws.onCall = async command => {
      if (command === 'ListClusters') {
        reads++;
        await endClaimSoon(knex);
        ticks.shift()?.();
        await until(async () => {
          const [row] = await knex('fleet_reconciliations').where(
            'claimed_until',
            '>',
            databaseNow(knex, 30),
          );
          return row !== undefined;
        }, 'a renewed claim');
        // Another replica finds nothing to claim.
        await parts.reconciler.reconcileDue('eksctl');
      }
    };
    await reconcile();
    expect(reads).toBe(1);
    expect(await open()).toEqual([`open ResourceVanished ${clusterName}`]);
  });

  it('stops when a renewal finds that its claim was lost, and both replicas say so', async () => {
    const { addReady, reconcile, remove, knex, open, ...parts } = await start(
      await databases.init(id),
      {
        pause: async (_milliseconds, signal) => {
          await realPause(5, signal);
        },
      },
    );
    const { clusterName } = await addReady('shop');
    remove(clusterName);
    let asked: AbortSignal | undefined;
    parts.provisioners.add({
      ...testProvisioner({}),
      id: 'slow',
      fleet: {
        inventory: async (_place, _approved, { signal }) => {
          asked = signal;
          await knex('fleet_reconciliations').update({
            fencing_token: 'of-another',
          });
          return new Promise<never>(() => {});
        },
      } as Partial<ProvisionerFleet> as ProvisionerFleet,
    });
    await parts.reconciler.reconcileDue('slow');
    expect(asked?.aborted).toBe(true);
    expect(parts.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'Another replica has taken over the reconciliation of slow in sandbox/eu-west-1',
      ),
    );
    // The claim of the replica that took over ends as well, without an outcome.
    await knex('fleet_reconciliations').update({
      claimed_until: databaseNow(knex, -1),
    });
    const claimed = await parts.reconciliations.claim(
      { ...place, provisioner: 'slow' },
      '2026-11-21T10:00:00.000Z',
    );
    expect(claimed).toBeDefined();
    expect(
      await parts.reconciliations.list([{ ...place, provisioner: 'slow' }]),
    ).toMatchObject([
      { error: expect.stringContaining('exited or lost its claim') },
    ]);
  });

  it('records that a provisioner did not answer in time, once in the log', async () => {
    const { reconcile, provisioners, reconciliations, timer, logger } =
      await start(await databases.init(id));
    const slow = { ...place, provisioner: 'slow' };
    provisioners.add({
      ...testProvisioner({}),
      id: 'slow',
      title: 'Slow clusters',
      fleet: {
        inventory: () => {
          setImmediate(timer.expire);
          return new Promise<never>(() => {});
        },
      } as Partial<ProvisionerFleet> as ProvisionerFleet,
    });
    await reconcile();
    await reconcile();
    expect(await reconciliations.list([slow])).toMatchObject([
      {
        isInProgress: false,
        error: 'Slow clusters did not answer within 600 seconds (inventory)',
      },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('compares each provisioner with its own environments, whatever becomes of another', async () => {
    const { addReady, reconcile, findings, reconciliations, knex, ...parts } =
      await start(await databases.init(id));
    const shop = await addReady('shop');
    const search = await addReady('search');
    await knex('environments')
      .where('id', search.environmentId)
      .update({ provisioner: 'another' });
    const inventory = jest.fn(
      async (): Promise<Inventory> => ({
        resources: [{ resourceRef: 'lost-1', tags: ownTags('01LOST') }],
        parts: [],
        drift: [],
      }),
    );
    parts.provisioners.add({
      ...testProvisioner({}),
      id: 'another',
      fleet: { inventory } as Partial<ProvisionerFleet> as ProvisionerFleet,
    });
    parts.provisioners.add({ ...testProvisioner({}), id: 'without-fleet' });
    const found = async () =>
      (await findings.list())
        .map(({ provisioner, kind, subject }) => [provisioner, kind, subject])
        .sort();
    await reconcile();
    // The cluster that eksctl finds has the record of the other provisioner.
    expect(inventory).toHaveBeenCalledWith(
      place,
      [{ resourceRef: search.clusterName, spec: search.spec }],
      { signal: expect.any(AbortSignal) },
    );
    const expected = [
      ['another', 'ResourceVanished', search.clusterName],
      ['another', 'ResourceWithoutRecord', 'lost-1'],
    ];
    expect(await found()).toEqual(expected);

    parts.remove(shop.clusterName);
    inventory.mockRejectedValueOnce(new Error('No answer'));
    await reconcile();
    expect(await found()).toEqual(
      [...expected, ['eksctl', 'ResourceVanished', shop.clusterName]].sort(),
    );
    expect(
      await reconciliations.list([scope, { ...place, provisioner: 'another' }]),
    ).toMatchObject([
      { provisioner: 'another', error: 'No answer' },
      { provisioner: 'eksctl', error: null, clusters: 1 },
    ]);
  });
});

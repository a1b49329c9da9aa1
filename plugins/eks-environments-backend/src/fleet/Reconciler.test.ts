import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { FakeFleet } from '../__testUtils__/FakeFleet';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { TestClock } from '../__testUtils__/TestClock';
import { testParts } from '../__testUtils__/testParts';
import { type FleetFindingRow, migrate } from '../database';
import { FindingStore } from './FindingStore';
import { LookStore } from './LookStore';
import { Reconciler } from './Reconciler';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const place = { account: 'sandbox', region: 'eu-west-1' };

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

async function start(knex: Knex) {
  await migrate(knex);
  await allowAnyMove(knex);
  const clock = new TestClock();
  const parts = testParts(knex, clock);
  const aws = new FakeFleet();
  const looks = new LookStore({ knex });
  const findings = new FindingStore({ knex });
  const reconciler = new Reconciler({
    ...parts,
    accounts: aws,
    installation,
    places: [place],
    looks,
    findings,
    interval: Duration.fromObject({ minutes: 5 }),
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
  const look = async () => {
    clock.advance({ minutes: 1 });
    await looks.hasten();
    await reconciler.lookDue();
  };
  const rows = () => knex<FleetFindingRow>('fleet_findings').orderBy('id');
  const open = async () =>
    (await findings.list()).map(
      ({ kind, subject, state }) => `${state} ${kind} ${subject}`,
    );
  /** The messages to the operators, oldest first. */
  const told = async () => {
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
    looks,
    findings,
    addReady,
    look,
    rows,
    open,
    told,
    remove,
    reconciler,
  };
}

describe.each(databases.eachSupportedId())('Reconciler on %s', id => {
  it('finds nothing where AWS holds what the records say', async () => {
    const { addReady, look, open, looks } = await start(
      await databases.init(id),
    );
    await addReady('shop');
    await addReady('search');
    await look();
    expect(await open()).toEqual([]);
    const [seen] = await looks.list([place]);
    expect(seen).toMatchObject({ clusters: 2, error: null, looking: false });
  });

  it('finds vanished clusters, clusters without a record, stacks left over and node groups that drifted', async () => {
    const { addReady, look, open, aws, remove, rows } = await start(
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
    await look();
    expect((await open()).sort()).toEqual(
      [
        `open ClusterVanished ${gone.clusterName}`,
        'open ClusterWithoutRecord lost-1',
        `open NodeGroupDrift ${drifted.clusterName}/extra`,
        `open NodeGroupDrift ${drifted.clusterName}/workers`,
        'open StacksLeftOver rest-1',
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
    const { addReady, look, open, rows, remove, aws } = await start(
      await databases.init(id),
    );
    const { clusterName } = await addReady('shop');
    const [cluster] = aws.clusters;
    remove(clusterName);
    await look();
    const [first] = await rows();
    await look();
    const [second, ...others] = await rows();
    expect(others).toEqual([]);
    expect(second.first_seen).toBe(first.first_seen);
    expect(second.last_seen > first.last_seen).toBe(true);

    aws.clusters.push(cluster);
    await look();
    expect(await open()).toEqual([]);
    expect(await rows()).toMatchObject([{ id: first.id, state: 'resolved' }]);

    remove(clusterName);
    await look();
    const [again] = await rows();
    expect(again).toMatchObject({ id: first.id, state: 'open' });
    expect(again.first_seen > first.first_seen).toBe(true);
  });

  it.each(['ListClusters', 'DescribeStacks', 'ListNodegroups'])(
    'changes nothing when %s fails on its second page',
    async command => {
      const { addReady, look, open, rows, remove, aws, looks } = await start(
        await databases.init(id),
      );
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
      await look();
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
      await look();
      expect(await rows()).toEqual(before);
      const [failed] = await looks.list([place]);
      expect(failed.error).toBe('The connection was reset');
      expect(failed.succeeded_at! < failed.finished_at!).toBe(true);

      aws.onCall = () => {};
      await look();
      expect(await open()).toContain(
        `open ClusterVanished ${shop.clusterName}`,
      );
      expect((await looks.list([place]))[0].error).toBeNull();
    },
  );

  it('does not take another account for an empty one', async () => {
    const { addReady, look, open, aws, looks } = await start(
      await databases.init(id),
    );
    await addReady('shop');
    aws.clusters = [];
    aws.accountNumber = '999999999999';
    await look();
    expect(await open()).toEqual([]);
    expect((await looks.list([place]))[0].error).toMatch(
      /belong to 999999999999/,
    );
  });

  it('says nothing of what an operation works on, before or after AWS was read', async () => {
    const { addReady, look, open, aws, commands, knex, remove } = await start(
      await databases.init(id),
    );
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
    await look();
    expect(await open()).toEqual([]);

    aws.onCall = () => {};
    await look();
    expect(await open()).toEqual([
      `open ClusterWithoutRecord ${shop.clusterName}`,
    ]);

    // A reconciliation that could not judge the cluster does not resolve its finding, either.
    remove(shop.clusterName);
    await knex('environments')
      .where('id', shop.environmentId)
      .update({ state: 'Deprovisioning' });
    await knex('operations')
      .where('environment_id', shop.environmentId)
      .update({ state: 'Running' });
    await look();
    expect(await open()).toHaveLength(1);
  });

  it('leaves alone what is ignored, until it changes', async () => {
    const { addReady, look, open, rows, findings, aws } = await start(
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
    await look();
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
    await look();
    expect(await open()).toEqual([
      `ignored NodeGroupDrift ${clusterName}/workers`,
    ]);
    scaleTo(8);
    await look();
    expect(await open()).toEqual([
      `open NodeGroupDrift ${clusterName}/workers`,
    ]);
    expect((await rows())[0].reason).toBeNull();
  });

  it('stores with the environment whether it drifted, since when, and nothing about one that is being changed', async () => {
    const knex = await databases.init(id);
    const { addReady, look, rows, findings, aws } = await start(knex);
    const { environmentId, clusterName } = await addReady('shop');
    const busy = await addReady('search');
    await knex('operations')
      .where('environment_id', busy.environmentId)
      .update({ state: 'Running' });
    const conditions = () => knex('environment_conditions').orderBy('type');
    await look();
    const asApproved = {
      environment_id: environmentId,
      type: 'Drifted',
      status: 'False',
      reason: 'AsApproved',
      since: '2026-11-21T10:01:00.000Z',
    };
    expect(await conditions()).toMatchObject([asApproved]);
    await look();
    expect(await conditions()).toMatchObject([asApproved]);

    aws.clusters[0].nodeGroups = [];
    await look();
    const drifted = {
      status: 'True',
      reason: 'NodeGroupDrift',
      message: expect.stringContaining(`workers of ${clusterName}`),
      since: '2026-11-21T10:03:00.000Z',
    };
    expect(await conditions()).toMatchObject([drifted]);
    await look();
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

  it('tells the operators of each new finding once, with the finding itself', async () => {
    const { addReady, look, told, remove, aws, findings, knex, hints } =
      await start(await databases.init(id));
    const shop = await addReady('shop');
    const [cluster] = aws.clusters;
    remove(shop.clusterName);
    aws.clusters.push({ name: 'lost-1', tags: ownTags('01LOST') });
    await look();
    await look();
    const messages = await told();
    expect(messages).toHaveLength(2);
    expect(messages).toMatchObject([
      {
        title: `${shop.clusterName} has vanished from AWS`,
        text: expect.stringMatching(
          /^sandbox, eu-west-1: EKS knows no cluster .* any more\.\n\n.*Delete it/s,
        ),
        path: '/environments/fleet',
        severity: 'high',
        recipients: ['group:default/platform'],
      },
      { title: 'lost-1 stands in AWS without an environment' },
    ]);
    for (const { id: message_id } of messages) {
      expect(
        await knex('outbox_deliveries').where({ message_id }),
      ).toHaveLength(2);
    }
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
    await look();
    remove(shop.clusterName);
    await look();
    expect(await told()).toHaveLength(3);
    for (const { id: findingId } of await findings.list()) {
      await findings.ignore(findingId, {
        by: 'user:default/pat',
        reason: 'Known',
        at: '2026-11-21T12:00:00.000Z',
      });
    }
    await look();
    expect(await told()).toHaveLength(3);
  });

  it('tells nobody of a finding that could not be stored', async () => {
    const { addReady, look, told, rows, remove, events } = await start(
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
    await look();
    expect(await rows()).toEqual([]);
    expect(await told()).toEqual([]);
    await look();
    expect(await rows()).toHaveLength(2);
    expect(await told()).toHaveLength(2);
  });

  it('is looked after by one replica at a time; one that lost its place writes nothing', async () => {
    const { addReady, look, open, aws, looks, remove, knex, reconciler } =
      await start(await databases.init(id));
    const { clusterName } = await addReady('shop');
    remove(clusterName);
    let inside = 0;
    aws.onCall = async command => {
      if (command === 'ListClusters') {
        inside++;
        await looks.hasten();
        await reconciler.lookDue();
        await knex('fleet_looks').update({ fencing_token: 'of-another' });
      }
    };
    await look();
    expect(inside).toBe(1);
    expect(await open()).toEqual([]);
  });
});

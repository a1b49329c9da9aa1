import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { AwsClients } from 'backstage-plugin-eksctl-node';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { manualTimer } from '../__testUtils__/manualTimer';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testParts } from '../__testUtils__/testParts';
import { migrate, toColumn } from '../database';
import { tagLeaseEnd } from '../__testUtils__/eksctlModule';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { ExpiryTagger } from './ExpiryTagger';
import { startLease } from '../leases/startLease';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('ExpiryTagger on %s', id => {
  it('writes the end on the cluster, again after an extension, and later when AWS is down', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const { environmentId } = await seedEnvironment(knex, parts.commands);
    await knex('operations').update({ state: 'Succeeded' });
    await knex('environments').update({ state: 'Ready' });
    await knex.transaction(transaction =>
      startLease(transaction, {
        environmentId,
        at: toColumn(clock.now()),
        events: parts.events,
      }),
    );

    const tagged: unknown[] = [];
    let down = false;
    let ownerId = environmentId;
    const send = async ({ input }: { input: { tags?: object } }) => {
      if (down) {
        throw new Error('AWS is down');
      }
      if (input.tags) {
        tagged.push(input);
      }
      return {
        cluster: {
          arn: 'arn:cluster',
          tags: { 'eks-environments.io/environment-id': ownerId },
        },
      };
    };
    const clients = { eks: { send } } as unknown as AwsClients;
    const tagger = new ExpiryTagger({
      ...parts,
      installation,
      provisioners: testProvisioners([
        {
          ...testProvisioner({}),
          showLeaseEnd: (environment, end) =>
            tagLeaseEnd(clients, environment, end),
        },
      ]),
    });
    const tagFor = (end: string) => ({
      resourceArn: 'arn:cluster',
      tags: { 'eks-environments.io/expires-at': end },
    });

    // Two replicas, of which one calls AWS.
    await Promise.all([tagger.tagDue('eksctl'), tagger.tagDue('eksctl')]);
    await tagger.tagDue('eksctl');
    expect(tagged).toEqual([tagFor('2026-11-21T18:00:00.000Z')]);
    expect(await knex('leases').first()).toMatchObject({ tag_due_at: null });

    await parts.commands.extend({
      environmentId,
      duration: 'PT1H',
      reason: 'Demo',
      actor: 'user:default/dana',
    });
    down = true;
    await tagger.tagDue('eksctl');
    down = false;
    await tagger.tagDue('eksctl');
    expect(tagged).toHaveLength(1);
    clock.advance({ minutes: 1 });
    await tagger.tagDue('eksctl');
    expect(tagged).toEqual([
      tagFor('2026-11-21T18:00:00.000Z'),
      tagFor('2026-11-21T19:00:00.000Z'),
    ]);

    // The cluster of that name is somebody else's by now.
    ownerId = 'another';
    await knex('leases').update({ tag_due_at: toColumn(clock.now()) });
    await tagger.tagDue('eksctl');
    expect(tagged).toHaveLength(2);
    expect(await knex('leases').first()).toMatchObject({ tag_due_at: null });
  });

  it('shows a failure as a condition, logs it once, and leaves what is of a provisioner that is not installed', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const { environmentId } = await seedEnvironment(knex, parts.commands);
    await knex('operations').update({ state: 'Succeeded' });
    await knex('environments').update({ state: 'Ready' });
    await knex.transaction(transaction =>
      startLease(transaction, {
        environmentId,
        at: toColumn(clock.now()),
        events: parts.events,
      }),
    );
    const logger = mockServices.logger.mock();
    const timer = manualTimer();
    const showLeaseEnd = jest.fn(async () => {
      setImmediate(timer.expire);
      return new Promise<void>(() => {});
    });
    const tagger = new ExpiryTagger({
      ...parts,
      logger,
      installation,
      provisioners: testProvisioners(
        [{ ...testProvisioner({}), showLeaseEnd }],
        timer,
      ),
    });
    const conditions = () =>
      knex('environment_conditions').select('type', 'status', 'reason');
    for (let attempt = 0; attempt < 3; attempt++) {
      await tagger.tagDue('eksctl');
      clock.advance({ minutes: 2 });
    }
    expect(showLeaseEnd).toHaveBeenCalledTimes(3);
    expect(await conditions()).toEqual([
      { type: 'LeaseEndNotShown', status: 'True', reason: 'TimedOut' },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    await knex('environments').update({ provisioner: 'gone' });
    await tagger.tagDue('eksctl');
    expect(showLeaseEnd).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    await knex('environments').update({ provisioner: 'eksctl' });
    showLeaseEnd.mockResolvedValueOnce(undefined);
    await tagger.tagDue('eksctl');
    expect(await conditions()).toEqual([
      { type: 'LeaseEndNotShown', status: 'False', reason: 'Shown' },
    ]);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import type { AwsClients } from 'backstage-plugin-eksctl-node';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testParts } from '../__testUtils__/testParts';
import { migrate, toColumn } from '../database';
import { tagLeaseEnd } from '../__testUtils__/eksctlModule';
import { ProvisionerRegistry } from '../provisioners';
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
      provisioners: new ProvisionerRegistry([
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
    await Promise.all([tagger.tagDue(), tagger.tagDue()]);
    await tagger.tagDue();
    expect(tagged).toEqual([tagFor('2026-11-21T18:00:00.000Z')]);
    expect(await knex('leases').first()).toMatchObject({ tag_due_at: null });

    await parts.commands.extend({
      environmentId,
      duration: 'PT1H',
      reason: 'Demo',
      actor: 'user:default/dana',
    });
    down = true;
    await tagger.tagDue();
    down = false;
    await tagger.tagDue();
    expect(tagged).toHaveLength(1);
    clock.advance({ minutes: 1 });
    await tagger.tagDue();
    expect(tagged).toEqual([
      tagFor('2026-11-21T18:00:00.000Z'),
      tagFor('2026-11-21T19:00:00.000Z'),
    ]);

    // The cluster of that name is somebody else's by now.
    ownerId = 'another';
    await knex('leases').update({ tag_due_at: toColumn(clock.now()) });
    await tagger.tagDue();
    expect(tagged).toHaveLength(2);
    expect(await knex('leases').first()).toMatchObject({ tag_due_at: null });
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import type { StackEvent } from 'backstage-plugin-eks-environments-common';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import {
  installation,
  seedEnvironment,
} from '../../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testProvisioner } from '../../__testUtils__/testOperationTypes';
import { testParts } from '../../__testUtils__/testParts';
import { testProvisioners } from '../../__testUtils__/testProvisioners';
import { migrate, newId } from '../../database';
import { CachedStackEvents } from './CachedStackEvents';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const event: StackEvent = {
  time: '2026-11-21T10:00:00.000Z',
  stack: 'eksctl-shop-cluster',
  resource: 'ControlPlane',
  resourceType: 'AWS::EKS::Cluster',
  status: 'CREATE_IN_PROGRESS',
};

describe.each(databases.eachSupportedId())('stack events on %s', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const stackEvents = jest.fn(async () => [event]);
    const reader = new CachedStackEvents({
      ...parts,
      installation,
      provisioners: testProvisioners([
        { ...testProvisioner({}), stackEvents },
        { ...testProvisioner({}), id: 'without-stacks' },
      ]),
    });
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
    );
    return { knex, clock, stackEvents, reader, environmentId, clusterName };
  }

  it('asks the provisioner once for all pages that are open', async () => {
    const { clock, stackEvents, reader, environmentId, clusterName } =
      await start();
    expect(await reader.read(environmentId)).toEqual([event]);
    expect(await reader.read(environmentId)).toEqual([event]);
    expect(stackEvents).toHaveBeenCalledTimes(1);
    expect(stackEvents).toHaveBeenCalledWith(
      expect.objectContaining({ resourceRef: clusterName, installation }),
      { signal: expect.any(AbortSignal) },
    );
    clock.advance({ seconds: 10 });
    await reader.read(environmentId);
    expect(stackEvents).toHaveBeenCalledTimes(2);
  });

  it('distinguishes no events from no answer', async () => {
    const { knex, stackEvents, reader, environmentId } = await start();
    const { id } = await insertEnvironment(knex, {
      provisioner: 'without-stacks',
    });
    expect(await reader.read(id)).toEqual([]);
    await expect(reader.read(newId())).rejects.toThrow(/no environment/);
    stackEvents.mockRejectedValueOnce(new Error('Throttled'));
    await expect(reader.read(environmentId)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});

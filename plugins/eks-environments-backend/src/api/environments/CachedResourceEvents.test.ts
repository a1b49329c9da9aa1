import { TestDatabases } from '@backstage/backend-test-utils';
import type { ResourceEvent } from 'backstage-plugin-eks-environments-common';
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
import { CachedResourceEvents } from './CachedResourceEvents';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const event: ResourceEvent = {
  time: '2026-11-21T10:00:00.000Z',
  part: 'eksctl-shop-cluster',
  resource: 'ControlPlane',
  resourceType: 'AWS::EKS::Cluster',
  status: 'CREATE_IN_PROGRESS',
};

describe.each(databases.eachSupportedId())(
  'resource events on %s',
  databaseId => {
    async function start() {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      const clock = new TestClock();
      const parts = testParts(knex, clock);
      const resourceEvents = jest.fn(async () => [event]);
      const reader = new CachedResourceEvents({
        ...parts,
        installation,
        provisioners: testProvisioners([
          { ...testProvisioner({}), resourceEvents },
          { ...testProvisioner({}), id: 'without-events' },
        ]),
      });
      const { environmentId, clusterName } = await seedEnvironment(
        knex,
        parts.commands,
      );
      return {
        knex,
        clock,
        resourceEvents,
        reader,
        environmentId,
        clusterName,
      };
    }

    it('asks the provisioner once for all pages that are open', async () => {
      const { clock, resourceEvents, reader, environmentId, clusterName } =
        await start();
      expect(await reader.read(environmentId)).toEqual([event]);
      expect(await reader.read(environmentId)).toEqual([event]);
      expect(resourceEvents).toHaveBeenCalledTimes(1);
      expect(resourceEvents).toHaveBeenCalledWith(
        expect.objectContaining({ resourceRef: clusterName, installation }),
        { signal: expect.any(AbortSignal) },
      );
      clock.advance({ seconds: 10 });
      await reader.read(environmentId);
      expect(resourceEvents).toHaveBeenCalledTimes(2);
    });

    it('distinguishes no events from no answer', async () => {
      const { knex, resourceEvents, reader, environmentId } = await start();
      const { id } = await insertEnvironment(knex, {
        provisioner: 'without-events',
      });
      expect(await reader.read(id)).toEqual([]);
      await expect(reader.read(newId())).rejects.toThrow(/no environment/);
      resourceEvents.mockRejectedValueOnce(new Error('Throttled'));
      await expect(reader.read(environmentId)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
    });
  },
);

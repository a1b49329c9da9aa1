import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import {
  eksEnvironmentsQuotasExtensionPoint,
  type QuotaDimension,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { startTestService, teamInput } from '../__testUtils__/startTestService';
import { migrate } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const team = 'group:default/team-shop';

const memory: QuotaDimension = {
  id: 'memory',
  title: 'Memory',
  unit: { kind: 'count', one: 'GiB', other: 'GiB' },
  measure: ({ largest, unknownSize }) => ({
    amount: Math.ceil(largest.memoryGib),
    uncounted: unknownSize,
  }),
};

function moduleWith(dimension: QuotaDimension) {
  return createBackendModule({
    pluginId: 'eks-environments',
    moduleId: 'quota-dimension',
    register(registration) {
      registration.registerInit({
        deps: { quotas: eksEnvironmentsQuotasExtensionPoint },
        async init({ quotas }) {
          quotas.addDimension(dimension);
        },
      });
    },
  });
}

describe.each(databases.eachSupportedId())(
  'a quota dimension of a module on %s',
  databaseId => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
    });

    const start = (
      limits: Record<string, number>,
      dimension: QuotaDimension = memory,
    ) =>
      startTestService(
        knex,
        { quotas: { defaults: { group: limits } } },
        { features: [moduleWith(dimension)] },
      );

    it('is planned, reserved, refused and released like those that every portal has', async () => {
      const api = await start({ memory: 1000 });
      const usageOf = async () => {
        const { body } = await api.get('pat', `/quotas?scope=${team}`);
        return body.items.find(
          ({ dimension }: QuotaUsage) => dimension === 'memory',
        );
      };

      const plan = await api.post('dana', '/plans', teamInput);
      const effect = plan.body.quota[0];
      expect(effect).toMatchObject({
        scope: team,
        dimension: 'memory',
        title: 'Memory',
        unit: memory.unit,
        limit: 1000,
        before: 0,
        exceeded: false,
      });
      const taken = effect.after;
      expect(taken).toBeGreaterThan(0);

      const first = await api.post('dana', '/requests', teamInput);
      expect(first.status).toBe(201);
      expect(await usageOf()).toMatchObject({ used: 0, reserved: taken });

      // As much as the first one takes: no room for another one.
      await api.put('pat', '/quotas', {
        scope: team,
        dimension: 'memory',
        limit: taken,
      });
      const second = { ...teamInput, name: 'shop-second' };
      const refused = await api.post('dana', '/requests', second);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain(
        `The quota of team-shop is ${taken} GiB; ${taken} GiB`,
      );

      await api.post('dana', `/requests/${first.body.id}/cancel`);
      expect(await usageOf()).toMatchObject({ used: 0, reserved: 0 });
      const accepted = await api.post('dana', '/requests', second);
      expect(accepted.status).toBe(201);
    });

    it('is named to whoever configures or sets a limit of an unknown one', async () => {
      await expect(start({ gpus: 4 })).rejects.toThrow(
        'A key of eksEnvironments.quotas.defaults.group must be one of environments, nodes, vcpu, hourlyCost, memory, not "gpus"',
      );
      const api = await start({});
      const refused = await api.put('pat', '/quotas', {
        scope: team,
        dimension: 'gpus',
        limit: 4,
      });
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toBe(
        'dimension must be one of environments, nodes, vcpu, hourlyCost, memory, not "gpus"',
      );
    });

    it.each([
      [{ id: 'nodes' }, 'There is already a quota dimension nodes'],
      [
        { id: 'Memory GiB' },
        'The id of a quota dimension must be 1 to 32 letters and digits',
      ],
    ])('is refused with %j', async (part, message) => {
      await expect(start({}, { ...memory, ...part })).rejects.toThrow(message);
    });

    it('counts whole numbers only', async () => {
      const api = await start(
        {},
        { ...memory, measure: () => ({ amount: 0.5, uncounted: [] }) },
      );
      const { status } = await api.post('dana', '/plans', teamInput);
      expect(status).toBe(500);
    });
  },
);

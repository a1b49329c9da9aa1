import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type { Blueprint } from 'backstage-plugin-eks-environments-common';
import { testBlueprint } from '../__testUtils__/testBlueprint';
import { BlueprintTemplateProvider } from './BlueprintTemplateProvider';

async function refreshWith(listBlueprints: () => Promise<Blueprint[]>) {
  const mutations: EntityProviderMutation[] = [];
  let refresh: () => Promise<void> = async () => {};

  await new BlueprintTemplateProvider({
    auth: mockServices.auth(),
    environments: {
      listBlueprints: async () => {
        const items = await listBlueprints();
        return { items, totalItems: items.length, pageInfo: {} };
      },
    },
    logger: mockServices.logger.mock(),
    taskRunner: {
      run: async task => {
        refresh = async () => task.fn(new AbortController().signal);
      },
    },
  }).connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  return { mutations, refreshed: refresh() };
}

describe('BlueprintTemplateProvider', () => {
  it('makes a template of each blueprint, except of those that take a whole config', async () => {
    const { mutations, refreshed } = await refreshWith(async () => [
      testBlueprint({ name: 'sandbox' }),
      testBlueprint({ name: 'raw-cluster-config', raw: true }),
    ]);
    await refreshed;

    expect(mutations).toEqual([
      {
        type: 'full',
        entities: [
          expect.objectContaining({
            entity: expect.objectContaining({
              metadata: expect.objectContaining({
                name: 'eks-environment-sandbox',
              }),
            }),
          }),
        ],
      },
    ]);
  });

  it('leaves the templates alone when the blueprints can not be read', async () => {
    const { mutations, refreshed } = await refreshWith(async () => {
      throw new Error('503');
    });

    await expect(refreshed).rejects.toThrow('503');
    expect(mutations).toEqual([]);
  });

  it('leaves the templates alone when there seem to be no blueprints', async () => {
    const { mutations, refreshed } = await refreshWith(async () => []);
    await refreshed;

    expect(mutations).toEqual([]);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type { EventsServiceEventHandler } from '@backstage/plugin-events-node';
import type {
  ChangeHint,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';
import { testEnvironment } from '../__testUtils__/testEnvironment';

/** A connected provider with two environments, in pages of one each. */
async function connectProvider() {
  const stored = new Map<string, Environment>(
    ['a', 'b'].map(id => [
      id,
      testEnvironment({ id, name: id, clusterName: `${id}-1` }),
    ]),
  );
  const environments = {
    getEnvironment: jest.fn(async (id: string) => {
      const environment = stored.get(id);
      if (!environment) {
        throw new Error(`No environment ${id}`);
      }
      return environment;
    }),
    listEnvironments: jest.fn(async ({ cursor }: { cursor?: string }) => {
      const all = [...stored.values()];
      const index = Number(cursor ?? 0);
      const next = index + 1;
      return {
        items: all.slice(index, next),
        totalItems: all.length,
        pageInfo: next < all.length ? { nextCursor: String(next) } : {},
      };
    }),
  };
  const mutations: EntityProviderMutation[] = [];
  let refreshAll: () => Promise<void> = async () => {};
  let onEvent: EventsServiceEventHandler = async () => {};

  await new EnvironmentEntityProvider({
    appBaseUrl: 'https://portal.example.com',
    auth: mockServices.auth(),
    environments,
    events: {
      publish: async () => {},
      subscribe: async options => {
        expect(options.topics).toEqual(['eks-environments']);
        onEvent = options.onEvent;
      },
    },
    logger: mockServices.logger.mock(),
    taskRunner: {
      run: async task => {
        refreshAll = async () => task.fn(new AbortController().signal);
      },
    },
  }).connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });

  return {
    environments,
    mutations,
    stored,
    refreshAll: () => refreshAll(),
    hint: (eventPayload: ChangeHint) =>
      onEvent({ topic: 'eks-environments', eventPayload }),
  };
}

function names(mutation: EntityProviderMutation) {
  const entities =
    mutation.type === 'full' ? mutation.entities : mutation.added;
  return entities.map(({ entity }) => entity.metadata.name);
}

describe('EnvironmentEntityProvider', () => {
  it('emits all pages in one full mutation', async () => {
    const { environments, mutations, refreshAll } = await connectProvider();

    await refreshAll();

    expect(environments.listEnvironments).toHaveBeenCalledTimes(2);
    expect(mutations).toHaveLength(1);
    expect(mutations[0].type).toBe('full');
    expect(names(mutations[0])).toEqual(['a-1', 'b-1']);
  });

  it('changes nothing when a later page can not be read', async () => {
    const { environments, mutations, refreshAll } = await connectProvider();
    const first = await environments.listEnvironments({});
    environments.listEnvironments
      .mockResolvedValueOnce(first)
      .mockRejectedValueOnce(new Error('503'));

    await expect(refreshAll()).rejects.toThrow('503');
    expect(mutations).toEqual([]);

    await refreshAll();
    expect(mutations).toHaveLength(1);
  });

  it('follows a change', async () => {
    const { hint, mutations } = await connectProvider();

    await hint({ type: 'EnvironmentReady', environmentId: 'a' });

    expect(mutations).toEqual([
      {
        type: 'delta',
        added: [expect.objectContaining({ locationKey: 'eks-environments' })],
        removed: [],
      },
    ]);
    expect(names(mutations[0])).toEqual(['a-1']);
  });

  it('removes what is gone', async () => {
    const { hint, mutations, stored } = await connectProvider();
    stored.set('b', { ...stored.get('b')!, state: 'Deprovisioned' });

    await hint({ type: 'EnvironmentDeprovisioned', environmentId: 'b' });

    expect(mutations).toEqual([
      {
        type: 'delta',
        added: [],
        removed: [
          {
            entityRef: 'resource:default/b-1',
            locationKey: 'eks-environments',
          },
        ],
      },
    ]);
  });

  it('reads nothing for progress, requests and environments that it can not read', async () => {
    const { environments, hint, mutations } = await connectProvider();

    await hint({ type: 'OperationProgressed', environmentId: 'a' });
    await hint({ type: 'RequestDenied', requestId: 'r' });
    expect(environments.getEnvironment).not.toHaveBeenCalled();

    await expect(
      hint({ type: 'EnvironmentReady', environmentId: 'unknown' }),
    ).rejects.toThrow('No environment unknown');
    expect(mutations).toEqual([]);
  });

  it('writes a change after the list that was read before it', async () => {
    const { environments, hint, mutations, refreshAll, stored } =
      await connectProvider();
    const old = await environments.listEnvironments({});
    let answer: (list: typeof old) => void = () => {};
    environments.listEnvironments.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );

    const full = refreshAll();
    stored.set('a', { ...stored.get('a')!, state: 'Deprovisioned' });
    const change = hint({
      type: 'EnvironmentDeprovisioned',
      environmentId: 'a',
    });
    answer({ ...old, pageInfo: {} });
    await Promise.all([full, change]);

    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
    expect(names(mutations[0])).toEqual(['a-1']);
    expect(names(mutations[1])).toEqual([]);
  });
});

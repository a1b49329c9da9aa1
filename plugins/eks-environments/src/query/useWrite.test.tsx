import { TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import { useExtendLease } from './environmentActions';
import { createQueryClient } from './queryClient';
import { queryKeys } from './queryKeys';

/** One cached query of each kind. */
const cached = {
  environment: queryKeys.environment('e1'),
  events: queryKeys.events('e1'),
  otherEnvironment: queryKeys.environment('e2'),
  environmentList: queryKeys.environmentList({}),
  usage: queryKeys.usage('teams'),
  quotas: queryKeys.quotas(),
  dueDeletions: queryKeys.dueDeletions(),
  blueprints: queryKeys.blueprints(),
  requestList: queryKeys.requestList({}),
  fleet: queryKeys.fleet(),
  pauses: queryKeys.pauses(),
};

function setUp(extendLease: EksEnvironmentsApi['extendLease']) {
  const client = createQueryClient();
  for (const key of Object.values(cached)) {
    client.setQueryData(key, {});
  }
  const { result } = renderHook(() => useExtendLease('e1'), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <TestApiProvider
        apis={[[eksEnvironmentsApiRef, { extendLease } as never]]}
      >
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </TestApiProvider>
    ),
  });
  const extend = () =>
    act(async () => {
      await result.current
        .mutateAsync({ duration: 'P1D', reason: 'one more test' })
        .catch(() => {});
    });
  const stale = () =>
    Object.entries(cached)
      .filter(([, key]) => client.getQueryState(key)?.isInvalidated)
      .map(([name]) => name);
  return { extend, stale };
}

const changedByExtension = [
  'environment',
  'events',
  'environmentList',
  'usage',
  'quotas',
  'dueDeletions',
];

describe('useWrite', () => {
  it('reads again what the write changes, and nothing else', async () => {
    const { extend, stale } = setUp(async () => exampleEnvironment());
    expect(stale()).toEqual([]);

    await extend();
    expect(stale()).toEqual(changedByExtension);
  });

  it('reads the same again after a refusal: somebody else was quicker', async () => {
    const { extend, stale } = setUp(async () => {
      throw new Error('No extension is left.');
    });

    await extend();
    expect(stale()).toEqual(changedByExtension);
  });
});

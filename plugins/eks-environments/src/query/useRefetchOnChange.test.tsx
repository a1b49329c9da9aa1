import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ChangeHint } from 'backstage-plugin-eks-environments-common';
import type { ReactNode } from 'react';
import { createQueryClient } from './queryClient';
import { queryKeys } from './queryKeys';
import { useRefetchOnChange } from './useRefetchOnChange';

describe('useRefetchOnChange', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function setUp() {
    let publish: (hint: ChangeHint) => void = () => {};
    const subscribe = (_: string, listener: (hint: ChangeHint) => void) => {
      publish = listener;
      return { unsubscribe: () => {} };
    };
    const client = createQueryClient();
    const keys = [
      queryKeys.environment('e1'),
      queryKeys.environmentList({}),
      queryKeys.quotas(),
    ];
    for (const key of keys) {
      client.setQueryData(key, {});
    }
    renderHook(() => useRefetchOnChange(), {
      wrapper: ({ children }: { children: ReactNode }) => (
        <TestApiProvider apis={[[signalApiRef, { subscribe } as never]]}>
          <QueryClientProvider client={client}>{children}</QueryClientProvider>
        </TestApiProvider>
      ),
    });
    const stale = () =>
      keys.map(key => client.getQueryState(key)?.isInvalidated);
    return { publish: (hint: ChangeHint) => publish(hint), stale };
  }

  it('reads an environment again when it changed, not for each step of its progress', () => {
    const { publish, stale } = setUp();
    expect(stale()).toEqual([false, false, false]);

    publish({ type: 'OperationProgressed', environmentId: 'e1' });
    jest.advanceTimersByTime(1_000);
    expect(stale()).toEqual([false, true, false]);

    publish({ type: 'OperationProgressed', environmentId: 'e1' });
    publish({ type: 'EnvironmentReady', environmentId: 'e1' });
    jest.advanceTimersByTime(1_000);
    expect(stale()).toEqual([true, true, true]);
  });

  it('reads again what waits when something was paused', () => {
    const { publish, stale } = setUp();
    publish({ type: 'EnginePaused' });
    jest.advanceTimersByTime(1_000);
    expect(stale()).toEqual([true, true, false]);
  });
});

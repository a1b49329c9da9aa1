import { act, renderHook, waitFor } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { examplePlan } from '../__testUtils__/exampleRequests';
import { eksEnvironmentsApiRef } from '../api';
import { usePlan } from './usePlan';

const input = {
  type: 'create' as const,
  blueprint: 'team-cluster',
  name: 'shop',
  owner: 'group:default/team-shop',
  values: {},
};

describe('usePlan', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks again while eksctl checks the config, and no longer', async () => {
    const createPlan = jest
      .fn()
      .mockResolvedValueOnce(examplePlan({ dryRun: 'pending' }))
      .mockResolvedValue(examplePlan({ dryRun: 'accepted' }));
    const wrapper = ({ children }: PropsWithChildren<{}>) => (
      <TestApiProvider apis={[[eksEnvironmentsApiRef, { createPlan }]]}>
        <QueryClientProvider client={new QueryClient()}>
          {children}
        </QueryClientProvider>
      </TestApiProvider>
    );
    const { result } = renderHook(() => usePlan(input), { wrapper });
    await waitFor(() => expect(result.current.plan?.dryRun).toBe('pending'));
    await act(() => jest.advanceTimersByTimeAsync(2000));
    await waitFor(() => expect(result.current.plan?.dryRun).toBe('accepted'));
    await act(() => jest.advanceTimersByTimeAsync(20_000));
    expect(createPlan).toHaveBeenCalledTimes(2);
  });
});

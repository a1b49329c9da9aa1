import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';
import { useEffect, useState } from 'react';
import { eksEnvironmentsApiRef } from '../api';
import { queryKeys } from './queryKeys';

/** The debounce delay while the user types. Milliseconds. */
const PAUSE = 400;

/** The poll interval while eksctl still checks the config. Milliseconds. */
const UNTIL_CHECKED = 1500;

/**
 * The plan of a request that is being filled in.
 *
 * @remarks
 *
 * The first plan is requested at once, later ones after a pause in typing; outdated requests are aborted, and the last plan is kept until
 * the next one arrives. While eksctl still checks the config, the plan is polled.
 *
 * @param input - undefined while the form is incomplete
 */
export function usePlan(input: RequestInput | undefined) {
  const api = useApi(eksEnvironmentsApiRef);
  const current = input && JSON.stringify(input);
  const settled = useSettled(current);

  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: queryKeys.plan(settled),
    queryFn: ({ signal }) => api.createPlan(JSON.parse(settled!), { signal }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.dryRun === 'pending' ? UNTIL_CHECKED : false,
  });

  return {
    plan: data,
    error: error ?? undefined,
    /** Whether the plan is for earlier values. */
    isStale: isPlaceholderData || current !== settled,
    refetch,
  };
}

/** The value once it has stopped changing; the first one at once. */
function useSettled(value: string | undefined): string | undefined {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (settled === undefined) {
      setSettled(value);
      return undefined;
    }
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

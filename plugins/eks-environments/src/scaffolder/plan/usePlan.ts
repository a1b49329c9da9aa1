import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';
import { useEffect, useState } from 'react';
import { eksEnvironmentsApiRef } from '../../api';
import { queryKeys } from '../../query';

/** A pause in typing that is long enough to be the end of a word. Milliseconds. */
const PAUSE = 400;

/** How soon a plan whose config eksctl still checks is asked for again. Milliseconds. */
const UNTIL_CHECKED = 1500;

/**
 * The plan of a request that is being filled in.
 *
 * @remarks
 *
 * The first plan is asked for at once, later ones after a pause in typing; a plan that nobody waits for any more is aborted,
 * and the last one stays until the next is there. A plan whose config eksctl still checks is asked for again until it tells.
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
    /** Whether the plan is of earlier values. */
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

import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QuotaLimitInput } from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from '../api';
import { queryKeys } from '../query';

const SLOW_POLL = 30_000; // milliseconds; signals are quicker

/** Limits with what is taken of them, for every scope that the signed-in person may see. */
export function useQuotas() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.quotas(),
    queryFn: () => api.listQuotas(),
    refetchInterval: SLOW_POLL,
  });
}

/** Sets a limit; twice the same is the same, so it needs no idempotency key. */
export function useSetQuotaLimit() {
  const api = useApi(eksEnvironmentsApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: QuotaLimitInput) => api.setQuotaLimit(input),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: queryKeys.quotas() }),
  });
}

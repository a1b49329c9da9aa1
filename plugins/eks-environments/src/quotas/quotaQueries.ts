import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { QuotaLimitInput } from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from '../api';
import { SLOW_POLL, queryKeys, useWrite } from '../query';

/** Quotas with their usage, of the first scopes that the signed-in user may see and whose name contains a text. */
export function useQuotas(query: { text?: string; limit: number }) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: [...queryKeys.quotas(), 'list', query],
    queryFn: () => api.listQuotas(query),
    placeholderData: keepPreviousData,
    refetchInterval: SLOW_POLL,
  });
}

/** The quotas of one scope, with their holders. */
export function useQuotasOf(scope: string, options: { enabled: boolean }) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: [...queryKeys.quotas(), scope],
    queryFn: () => api.listQuotas({ scope }),
    enabled: options.enabled,
  });
}

export function useSetQuotaLimit() {
  return useWrite((api, input: QuotaLimitInput) => api.setQuotaLimit(input), {
    changes: [{ of: 'quotas' }],
  });
}

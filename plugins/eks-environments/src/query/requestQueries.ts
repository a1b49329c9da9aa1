import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { ListRequests } from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from '../api';
import { SLOW_POLL } from './polls';
import { queryKeys } from './queryKeys';

export type RequestListQuery = NonNullable<ListRequests['query']>;

export function useRequests(query: RequestListQuery) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.requestList(query),
    queryFn: () => api.listRequests(query),
    refetchInterval: SLOW_POLL,
  });
}

export function useRequest(id: string) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.request(id),
    queryFn: () => api.getRequest(id),
    refetchInterval: SLOW_POLL,
  });
}

/** The number of requests that the signed-in user may decide now; undefined while loading. */
export function useDecidableCount(): number | undefined {
  return useRequests({ decidable: true, state: ['PendingApproval'], limit: 1 })
    .data?.totalItems;
}

import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { eksEnvironmentsApiRef } from '../api';
import { SLOW_POLL } from './polls';
import { queryKeys } from './queryKeys';

/** The current pauses. */
export function usePauses() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.pauses(),
    queryFn: () => api.listPauses(),
    refetchInterval: SLOW_POLL,
  });
}

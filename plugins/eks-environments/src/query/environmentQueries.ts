import { useApi } from '@backstage/frontend-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  type QueryClient,
} from '@tanstack/react-query';
import {
  isChanging,
  type ListEnvironments,
} from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from '../api';
import { SLOW_POLL } from './polls';
import { queryKeys } from './queryKeys';

const POLL_WHILE_CHANGING = 10_000; // milliseconds
/** Each poll of the stack events calls CloudFormation, which is throttled per account. Milliseconds. */
const STACK_EVENTS_POLL = 15_000;
/** The platform team changes blueprints by commits, so rarely. Milliseconds. */
const BLUEPRINTS_STAY = 60_000;

export type EnvironmentListQuery = NonNullable<ListEnvironments['query']>;

/** A page of environments; the previous page is kept while the next one loads. */
export function useEnvironments(query: EnvironmentListQuery) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.environmentList(query),
    queryFn: () => api.listEnvironments(query),
    placeholderData: keepPreviousData,
    refetchInterval: SLOW_POLL,
  });
}

/** One environment. Components outside of the plugin's provider pass the cache. */
export function useEnvironment(id: string, queryClient?: QueryClient) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery(
    {
      queryKey: queryKeys.environment(id),
      queryFn: () => api.getEnvironment(id),
      refetchInterval: ({ state: { data } }) =>
        data && isChanging(data.state) ? POLL_WHILE_CHANGING : SLOW_POLL,
    },
    queryClient,
  );
}

export function useEnvironmentEvents(id: string) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.events(id),
    queryFn: () => api.listEvents(id, { limit: 200 }),
    refetchInterval: SLOW_POLL,
  });
}

export function useOperations(id: string) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.operations(id),
    queryFn: () => api.listOperations(id, { limit: 100 }),
    refetchInterval: SLOW_POLL,
  });
}

export function useResourceEvents(id: string, options: { live: boolean }) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.resourceEvents(id),
    queryFn: () => api.listResourceEvents(id),
    refetchInterval: options.live && STACK_EVENTS_POLL,
  });
}

export function useEnvironmentAccess(id: string) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.access(id),
    queryFn: () => api.getEnvironmentAccess(id),
    staleTime: Infinity,
  });
}

/** Reads the kubeconfig only on demand: each read is recorded in the audit log. */
export function useKubeconfigDownload(id: string) {
  const api = useApi(eksEnvironmentsApiRef);
  return useMutation({ mutationFn: () => api.getKubeconfig(id) });
}

/** The possible owners of an environment that the user requests. */
export function useOwners() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.owners(),
    queryFn: () => api.listOwners(),
    staleTime: BLUEPRINTS_STAY,
  });
}

export function useBlueprints() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.blueprints(),
    queryFn: () => api.listBlueprints(),
    staleTime: BLUEPRINTS_STAY,
  });
}

/** A blueprint in one version, or in its newest one. */
export function useBlueprint(name: string, version?: number) {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.blueprint(name, version),
    queryFn: () => api.getBlueprint(name, version),
    staleTime: version === undefined ? BLUEPRINTS_STAY : Infinity,
  });
}

export function useUsage(scope: 'mine' | 'teams' | 'all') {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.usage(scope),
    queryFn: () => api.getUsage(scope),
    placeholderData: keepPreviousData,
    refetchInterval: SLOW_POLL,
  });
}

/**
 * Keys of the cached answers. What belongs to one environment lies below its id, so one prefix makes all of it stale.
 */
export const queryKeys = {
  all: ['eks-environments'] as const,
  blueprints: () => [...queryKeys.all, 'blueprints'] as const,
  blueprint: (name: string, version: number) =>
    [...queryKeys.all, 'blueprint', name, version] as const,
  environmentLists: () => [...queryKeys.all, 'environments'] as const,
  environmentList: (query: object) =>
    [...queryKeys.environmentLists(), query] as const,
  environment: (id: string) => [...queryKeys.all, 'environment', id] as const,
  events: (id: string) => [...queryKeys.environment(id), 'events'] as const,
  operations: (id: string) =>
    [...queryKeys.environment(id), 'operations'] as const,
  stackEvents: (id: string) =>
    [...queryKeys.environment(id), 'stack-events'] as const,
  kubeconfig: (id: string) =>
    [...queryKeys.environment(id), 'kubeconfig'] as const,
  requestLists: () => [...queryKeys.all, 'requests'] as const,
  requestList: (query: object) => [...queryKeys.requestLists(), query] as const,
  request: (id: string) => [...queryKeys.all, 'request', id] as const,
  quotas: (scope?: string) => [...queryKeys.all, 'quotas', scope] as const,
  usage: (scope?: string) => [...queryKeys.all, 'usage', scope] as const,
};

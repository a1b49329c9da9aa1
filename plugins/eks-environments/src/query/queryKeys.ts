/** Query keys. Everything of one environment is below its id, so that one prefix invalidates all of it. */
export const queryKeys = {
  all: ['eks-environments'] as const,
  blueprints: () => [...queryKeys.all, 'blueprints'] as const,
  blueprint: (name: string, version?: number) =>
    [...queryKeys.all, 'blueprint', name, version] as const,
  environmentLists: () => [...queryKeys.all, 'environments'] as const,
  environmentList: (query: object) =>
    [...queryKeys.environmentLists(), query] as const,
  environments: () => [...queryKeys.all, 'environment'] as const,
  environment: (id: string) => [...queryKeys.environments(), id] as const,
  events: (id: string) => [...queryKeys.environment(id), 'events'] as const,
  operations: (id: string) =>
    [...queryKeys.environment(id), 'operations'] as const,
  resourceEvents: (id: string) =>
    [...queryKeys.environment(id), 'resource-events'] as const,
  access: (id: string) => [...queryKeys.environment(id), 'access'] as const,
  owners: () => [...queryKeys.all, 'owners'] as const,
  requestLists: () => [...queryKeys.all, 'requests'] as const,
  requestList: (query: object) => [...queryKeys.requestLists(), query] as const,
  request: (id: string) => [...queryKeys.all, 'request', id] as const,
  plans: () => [...queryKeys.all, 'plan'] as const,
  plan: (input?: string) => [...queryKeys.plans(), input] as const,
  quotas: () => [...queryKeys.all, 'quotas'] as const,
  usages: () => [...queryKeys.all, 'usage'] as const,
  usage: (scope: string) => [...queryKeys.usages(), scope] as const,
  fleet: () => [...queryKeys.all, 'fleet'] as const,
  breakers: () => [...queryKeys.all, 'breakers'] as const,
  dueDeletions: () => [...queryKeys.all, 'due-deletions'] as const,
  pauses: () => [...queryKeys.all, 'pauses'] as const,
  identity: () => [...queryKeys.all, 'identity'] as const,
};

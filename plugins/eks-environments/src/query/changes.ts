import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { queryKeys } from './queryKeys';

/** A change on the server. Writes of this page and signals of others name it; which queries it invalidates is defined here, once. */
export type Change =
  /** The environment's state, lease or operation. */
  | { of: 'environment'; id: string }
  /** A new environment in the lists. */
  | { of: 'environments' }
  /** A request, and with its decision the environment that it belongs to. */
  | { of: 'request'; id: string; environmentId?: string }
  | { of: 'quotas' }
  | { of: 'fleet' }
  /** What holds back operations: pauses and circuit breakers. */
  | { of: 'queue' };

/** The cached queries that a change invalidates, as prefixes of their keys. */
export function staleKeys(change: Change): QueryKey[] {
  switch (change.of) {
    case 'environment':
      return [queryKeys.environment(change.id), ...environmentKeys()];
    case 'environments':
      return environmentKeys();
    case 'request':
      return [
        queryKeys.request(change.id),
        queryKeys.requestLists(),
        ...environmentKeys(),
        ...(change.environmentId
          ? [queryKeys.environment(change.environmentId)]
          : []),
      ];
    case 'quotas':
      return [queryKeys.quotas(), queryKeys.plans()];
    case 'fleet':
      return [queryKeys.fleet()];
    case 'queue':
      return [
        queryKeys.pauses(),
        queryKeys.breakers(),
        // Each pending operation shows what it waits for.
        queryKeys.environments(),
        queryKeys.environmentLists(),
      ];
    default:
      throw new Error(
        `Unknown change: ${(change satisfies never as Change).of}`,
      );
  }
}

/** All queries that count, sum up or list environments. */
function environmentKeys(): QueryKey[] {
  return [
    queryKeys.environmentLists(),
    queryKeys.usages(),
    queryKeys.quotas(),
    queryKeys.dueDeletions(),
  ];
}

/** Refetches the affected queries that are displayed; the others are refetched when they are displayed. */
export async function refetchChanges(
  queryClient: QueryClient,
  changes: Change[],
): Promise<void> {
  const keys = new Map(
    changes.flatMap(staleKeys).map(key => [JSON.stringify(key), key]),
  );
  await Promise.all(
    [...keys.values()].map(queryKey =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { queryKeys } from './queryKeys';

/**
 * Something that changes on the server. Writes of this page and signals of others name it; what it makes stale is said once, here.
 */
export type Change =
  /** The environment's state, lease or operation. */
  | { of: 'environment'; id: string }
  /** An environment that was not in the lists before. */
  | { of: 'environments' }
  /** A request, and with its decision the environment that it is about. */
  | { of: 'request'; id: string; environmentId?: string }
  | { of: 'quotas' }
  | { of: 'fleet' }
  /** What keeps operations from beginning: pauses and circuit breakers. */
  | { of: 'queue' };

/** The cached answers that a change makes stale, as prefixes of their keys. */
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
        // Each waiting operation says what it waits for.
        queryKeys.environments(),
        queryKeys.environmentLists(),
      ];
    default:
      throw new Error(
        `Unknown change: ${(change satisfies never as Change).of}`,
      );
  }
}

/** Everything that counts, sums up or lists environments. */
function environmentKeys(): QueryKey[] {
  return [
    queryKeys.environmentLists(),
    queryKeys.usages(),
    queryKeys.quotas(),
    queryKeys.dueDeletions(),
  ];
}

/** Reads again what is on the screen of it; the rest is read again when it is shown. */
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

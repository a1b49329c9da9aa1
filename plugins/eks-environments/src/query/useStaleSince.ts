import { type Query, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { isFinalError } from './queryClient';

/**
 * When the oldest of the displayed data was read that can't be read again now, in milliseconds since 1970; undefined while everything
 * can be read.
 */
export function useStaleSince(): number | undefined {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback(
    (onChange: () => void) => cache.subscribe(onChange),
    [cache],
  );
  return useSyncExternalStore(subscribe, () => {
    const times = cache
      .getAll()
      .filter(isStale)
      .map(({ state }) => state.dataUpdatedAt);
    return times.length === 0 ? undefined : Math.min(...times);
  });
}

function isStale(query: Query): boolean {
  const { status, data, error } = query.state;
  return (
    query.isActive() &&
    status === 'error' &&
    data !== undefined &&
    error !== null &&
    !isFinalError(error)
  );
}

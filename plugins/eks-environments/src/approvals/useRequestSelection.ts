import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The selected request of a list, kept in the URL so that it can be shared. */
export interface RequestSelection {
  id: string | undefined;
  /** The search part of a link to a request, or to none. */
  search(id: string | undefined): string;
  select(id: string | undefined): void;
}

/**
 * Keeps the selected request in the URL.
 *
 * @remarks
 *
 * With `selectsFirst`, the first request is selected if none is, and then stays selected: when the list changes, the decision must not apply to another
 * request than the one being read.
 */
export function useRequestSelection(
  requests: EnvironmentRequest[] | undefined,
  { selectsFirst }: { selectsFirst: boolean },
): RequestSelection {
  const [params, setParams] = useSearchParams();
  const id = params.get('request') ?? undefined;
  const first = requests?.[0]?.id;

  const paramsWith = (request: string | undefined) => {
    const next = new URLSearchParams(params);
    if (request) {
      next.set('request', request);
    } else {
      next.delete('request');
    }
    return next;
  };
  const select = (request: string | undefined) =>
    setParams(paramsWith(request), { replace: true });

  useEffect(() => {
    if (selectsFirst && id === undefined && first !== undefined) {
      select(first);
    }
  });

  return { id, search: request => `?${paramsWith(request)}`, select };
}

/** The neighbour of a request in a list: the next one, or else the previous one. */
export function neighbour(
  requests: EnvironmentRequest[],
  id: string,
): string | undefined {
  const index = requests.findIndex(request => request.id === id);
  const next = index < 0 ? requests[0] : requests[index + 1];
  return (next ?? requests[index - 1])?.id;
}

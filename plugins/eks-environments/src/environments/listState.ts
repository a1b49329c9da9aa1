import {
  environmentStates,
  type EnvironmentState,
  type LeasePhase,
  leasePhases,
} from 'backstage-plugin-eks-environments-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { EnvironmentListQuery } from '../query';

export type Scope = 'mine' | 'teams' | 'all';
export type View = 'list' | 'timeline';
export const sortFields = [
  'name',
  'state',
  'owner',
  'blueprint',
  'region',
  'expiresAt',
  'hourlyCost',
  'createdAt',
  'endedAt',
  'urgency',
] as const;
export type SortField = (typeof sortFields)[number];

/** The state of the list. All of it is in the URL, so that a link shows the same list. */
export interface ListState {
  scope: Scope;
  view: View;
  text: string;
  states: EnvironmentState[];
  leasePhase: LeasePhase | undefined;
  blueprint: string | undefined;
  region: string | undefined;
  ended: boolean;
  sort: { field: SortField; direction: 'asc' | 'desc' };
  offset: number;
  pageSize: number;
}

export const pageSizes = [10, 20, 50, 100];

/** The state without URL parameters; default values are omitted from the URL. */
export const defaultListState: ListState = {
  scope: 'teams',
  view: 'list',
  text: '',
  states: [],
  leasePhase: undefined,
  blueprint: undefined,
  region: undefined,
  ended: false,
  sort: { field: 'urgency', direction: 'asc' },
  offset: 0,
  pageSize: 20,
};

/** What needs attention comes first; of what has ended, what ended last. */
export function defaultSort(ended: boolean): ListState['sort'] {
  return ended
    ? { field: 'endedAt', direction: 'desc' }
    : defaultListState.sort;
}

/** Reads the state from a URL. Invalid parameters are ignored. */
export function readListState(params: URLSearchParams): ListState {
  const ended = params.get('ended') === 'true';
  const [field, direction] = (params.get('sort') ?? '').split(',');
  return {
    scope: oneOf(params.get('scope'), ['mine', 'teams', 'all'], 'teams'),
    view: oneOf(params.get('view'), ['list', 'timeline'], 'list'),
    text: params.get('text') ?? '',
    states: (params.get('state') ?? '').split(',').filter(isEnvironmentState),
    leasePhase: [params.get('leasePhase')].find(isLeasePhase),
    blueprint: params.get('blueprint') ?? undefined,
    region: params.get('region') ?? undefined,
    ended,
    sort: sortFields.includes(field as SortField)
      ? {
          field: field as SortField,
          direction: oneOf(direction, ['asc', 'desc'], 'asc'),
        }
      : defaultSort(ended),
    offset: wholeNumber(params.get('offset')) ?? 0,
    pageSize:
      pageSizes.find(size => size === wholeNumber(params.get('pageSize'))) ??
      defaultListState.pageSize,
  };
}

/** Writes the values that differ from the default. */
export function writeListState(state: ListState): URLSearchParams {
  const entries: Record<string, string> = {
    scope: state.scope,
    view: state.view,
    text: state.text,
    state: state.states.join(','),
    leasePhase: state.leasePhase ?? '',
    blueprint: state.blueprint ?? '',
    region: state.region ?? '',
    ended: state.ended ? 'true' : '',
    sort: sortToText(state.sort),
    offset: state.offset ? String(state.offset) : '',
    pageSize: String(state.pageSize),
  };
  const defaults: Record<string, string> = {
    scope: defaultListState.scope,
    view: defaultListState.view,
    sort: sortToText(defaultSort(state.ended)),
    pageSize: String(defaultListState.pageSize),
  };
  return new URLSearchParams(
    Object.entries(entries).filter(
      ([name, value]) => value !== '' && value !== defaults[name],
    ),
  );
}

/** The API query for the state of the list. */
export function toQuery(state: ListState): EnvironmentListQuery {
  return {
    scope: state.scope,
    ...(state.text && { text: state.text }),
    ...(state.states.length > 0 && { state: state.states }),
    ...(state.leasePhase && { leasePhase: [state.leasePhase] }),
    ...(state.blueprint && { blueprint: state.blueprint }),
    ...(state.region && { region: state.region }),
    ...(state.ended && { ended: true }),
    orderBy: sortToText(state.sort),
    offset: state.offset,
    limit: state.pageSize,
  };
}

/** Whether the list is filtered by anything besides its scope. */
export function isFiltered(state: ListState): boolean {
  return (
    state.text !== '' ||
    state.states.length > 0 ||
    state.leasePhase !== undefined ||
    state.blueprint !== undefined ||
    state.region !== undefined
  );
}

/**
 * The state in the URL and a function to change parts of it. A change of the listed environments returns to the first page; typing does
 * not add an entry to the browser's history per letter.
 */
export function useListState(): [
  ListState,
  (change: Partial<ListState>) => void,
] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readListState(params), [params]);
  const update = useCallback(
    (change: Partial<ListState>) =>
      setParams(
        current =>
          writeListState({ ...readListState(current), offset: 0, ...change }),
        { replace: 'text' in change },
      ),
    [setParams],
  );
  return [state, update];
}

function oneOf<T extends string>(
  value: string | null | undefined,
  allowed: readonly T[],
  otherwise: T,
): T {
  return allowed.find(candidate => candidate === value) ?? otherwise;
}

function isEnvironmentState(value: string): value is EnvironmentState {
  return Object.hasOwn(environmentStates, value);
}

function isLeasePhase(value: string | null): value is LeasePhase {
  return value !== null && Object.hasOwn(leasePhases, value);
}

function wholeNumber(value: string | null): number | undefined {
  return value && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function sortToText(sort: ListState['sort']): string {
  return `${sort.field},${sort.direction}`;
}

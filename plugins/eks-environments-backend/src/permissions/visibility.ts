import type { PropertyFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { applyCriteria, type Criteria, type PropertyColumns } from './criteria';

/**
 * Which rows of a list a caller may see.
 *
 * @remarks
 *
 * Always given, so that a forgotten restriction is a type error and never "everything".
 */
export type Visibility<TFilter> =
  | { kind: 'all' }
  | { kind: 'where'; criteria: Criteria<TFilter> };

/** No restriction. */
export const ALL = { kind: 'all' } as const;

/** Restricts a query to the visible rows. */
export function applyVisibility<TProperty extends string>(
  query: Knex.QueryBuilder,
  visibility: Visibility<PropertyFilter<TProperty>>,
  columns: PropertyColumns<TProperty>,
): void {
  if (visibility.kind === 'where') {
    applyCriteria(query, visibility.criteria, columns);
  }
}

/** Whether the caller can see no row at all. */
export function seesNothing<TFilter extends object>(
  visibility: Visibility<TFilter>,
): boolean {
  return (
    visibility.kind === 'where' &&
    'anyOf' in visibility.criteria &&
    visibility.criteria.anyOf.length === 0
  );
}

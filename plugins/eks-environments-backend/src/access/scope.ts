import type { Knex } from 'knex';
import type { Caller } from './callers';

/**
 * Restricts a query to what the caller requested, or to what the caller or their groups own.
 *
 * @remarks
 *
 * Programs request and own nothing.
 */
export function whereScope(
  query: Knex.QueryBuilder,
  table: 'requests' | 'environments',
  scope: 'mine' | 'teams' | 'all' | undefined,
  caller: Caller,
): void {
  switch (scope) {
    case 'mine':
      query.whereIn(
        `${table}.requester`,
        caller.kind === 'person' ? [caller.entityRef] : [],
      );
      break;
    case 'teams':
      query.whereIn(
        `${table}.owner`,
        caller.kind === 'person' ? caller.claims : [],
      );
      break;
    default:
  }
}

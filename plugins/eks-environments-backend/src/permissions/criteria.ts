import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { PropertyFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';

/** How a property of a filter is found in the tables; the values are never empty. */
export type PropertyColumns<TProperty extends string> = Record<
  TProperty,
  (query: Knex.QueryBuilder, values: string[]) => void
>;

/** Criteria that no row meets. */
export const NOTHING = { anyOf: [] };

/** Criteria of a permission policy, or {@link NOTHING}, whose list is empty: permission policies cannot express that. */
export type Criteria<TFilter> = PermissionCriteria<TFilter> | typeof NOTHING;

/** Restricts a query to the rows that meet the criteria. */
export function applyCriteria<TProperty extends string>(
  query: Knex.QueryBuilder,
  criteria: Criteria<PropertyFilter<TProperty>>,
  columns: PropertyColumns<TProperty>,
): void {
  if ('anyOf' in criteria) {
    if (criteria.anyOf.length === 0) {
      query.whereRaw('1 = 0');
      return;
    }
    query.where(any => {
      for (const child of criteria.anyOf) {
        any.orWhere(one => applyCriteria(one, child, columns));
      }
    });
  } else if ('allOf' in criteria) {
    query.whereRaw('1 = 1');
    for (const child of criteria.allOf) {
      query.where(one => applyCriteria(one, child, columns));
    }
  } else if ('not' in criteria) {
    query.whereNot(one => applyCriteria(one, criteria.not, columns));
  } else if (criteria.values.length === 0) {
    query.whereRaw('1 = 0');
  } else {
    columns[criteria.property](query, criteria.values);
  }
}

/** The columns of a table of requests or environments; `requestId` is the one that names the request. */
export function propertyColumns(
  table: 'requests' | 'environments',
): PropertyColumns<'owner' | 'requester' | 'blueprint' | 'approver'> {
  const requestId = table === 'requests' ? 'id' : 'request_id';
  return {
    owner: (query, values) => query.whereIn(`${table}.owner`, values),
    requester: (query, values) => query.whereIn(`${table}.requester`, values),
    blueprint: (query, values) =>
      query.whereIn(`${table}.blueprint_name`, values),
    approver: (query, values) =>
      query.whereIn(`${table}.${requestId}`, requests =>
        requests
          .select('request_id')
          .from('approval_step_approvers')
          .whereIn('approver', values),
      ),
  };
}

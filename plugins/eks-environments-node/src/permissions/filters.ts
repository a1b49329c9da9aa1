/**
 * Matches rows whose property is one of the values. Without values, no row matches.
 *
 * @public
 */
export interface PropertyFilter<TProperty extends string> {
  property: TProperty;
  values: string[];
}

/**
 * The filter form of conditions on environments; the backend converts it to SQL.
 *
 * @public
 */
export type EnvironmentFilter = PropertyFilter<
  'owner' | 'requester' | 'approver' | 'blueprint'
>;

/**
 * The filter form of conditions on requests; the backend converts it to SQL.
 *
 * @public
 */
export type RequestFilter = PropertyFilter<
  'owner' | 'requester' | 'approver' | 'blueprint'
>;

/**
 * The filter form of conditions on blueprints.
 *
 * @public
 */
export type BlueprintFilter = PropertyFilter<'blueprint'>;

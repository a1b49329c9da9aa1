/**
 * One test of a row: its property is one of the values. No value means that no row passes.
 *
 * @public
 */
export interface PropertyFilter<TProperty extends string> {
  property: TProperty;
  values: string[];
}

/**
 * What conditions on environments become; the backend makes SQL of it.
 *
 * @public
 */
export type EnvironmentFilter = PropertyFilter<
  'owner' | 'requester' | 'approver' | 'blueprint'
>;

/**
 * What conditions on requests become; the backend makes SQL of it.
 *
 * @public
 */
export type RequestFilter = PropertyFilter<
  'owner' | 'requester' | 'approver' | 'blueprint'
>;

/**
 * What conditions on blueprints become.
 *
 * @public
 */
export type BlueprintFilter = PropertyFilter<'blueprint'>;

import type { JsonObject, JsonValue } from '@backstage/types';

/** A value that the requester chose, and the blueprint's default if any. */
export interface ValueDifference {
  /** Path of the value, as in `nodes.maximum`. */
  path: string;
  value: JsonValue;
  defaultValue?: JsonValue;
}

/**
 * The values of a request that differ from the blueprint's defaults, in the order of the values.
 *
 * @remarks
 *
 * Objects are compared member by member, lists as a whole: a list with one more member reads better as two lists. An omitted value is no
 * difference, since the default applies.
 */
export function valueDifferences(
  values: JsonObject,
  defaults: JsonObject = {},
): ValueDifference[] {
  const usual = leaves(defaults);
  return [...leaves(values)]
    .map(([path, value]) => ({ path, value, defaultValue: usual.get(path) }))
    .filter(
      ({ value, defaultValue }) =>
        JSON.stringify(value) !== JSON.stringify(defaultValue),
    );
}

function leaves(
  object: JsonObject,
  prefix = '',
  found = new Map<string, JsonValue>(),
): Map<string, JsonValue> {
  for (const [key, value] of Object.entries(object)) {
    const path = `${prefix}${key}`;
    if (isObject(value)) {
      leaves(value, `${path}.`, found);
    } else if (value !== undefined) {
      found.set(path, value);
    }
  }
  return found;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { JsonObject, JsonValue } from '@backstage/types';
import { appendIndex, appendKey } from 'backstage-plugin-safe-text-node';
import { ConfigSchema, SchemaNode } from './configSchema';

/** The path of a property, such as `['managedNodeGroups', '[]', 'tags']`. `[]` is any element of a list, `*` any key. */
export type Place = readonly string[];

/** All places of the schema where a property with one of these names can occur. */
export function findPlaces(
  schema: ConfigSchema,
  names: readonly string[],
): Place[] {
  const places: Place[] = [];
  visit(schema, [], []);
  return places;

  function visit(
    node: SchemaNode,
    way: Place,
    within: readonly string[],
  ): void {
    const name = node.$ref?.replace('#/definitions/', '');
    if (name !== undefined && !within.includes(name)) {
      visit(schema.definitions[name] ?? {}, way, [...within, name]);
    }
    for (const [key, child] of Object.entries(node.properties ?? {})) {
      if (names.includes(key)) {
        places.push([...way, key]);
      }
      visit(child, [...way, key], within);
    }
    if (node.items) {
      visit(node.items, [...way, '[]'], within);
    }
    if (typeof node.additionalProperties === 'object') {
      visit(node.additionalProperties, [...way, '*'], within);
    }
    node.oneOf?.forEach(option => visit(option, way, within));
  }
}

/** The values of a config at a place, each with its path. */
export function valuesAt(
  config: JsonObject,
  place: Place,
): { path: string; value: JsonValue }[] {
  let found: { path: string; value: JsonValue }[] = [
    { path: '', value: config },
  ];
  for (const segment of place) {
    found = found.flatMap(({ path, value }) =>
      childrenOf(value, path, segment),
    );
  }
  return found;
}

function childrenOf(
  value: JsonValue,
  path: string,
  segment: string,
): { path: string; value: JsonValue }[] {
  if (Array.isArray(value)) {
    return segment === '[]'
      ? value.map((item, index) => ({
          path: appendIndex(path, index),
          value: item,
        }))
      : [];
  }
  if (value === null || typeof value !== 'object') {
    return [];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    child !== undefined && (segment === '*' || segment === key)
      ? [{ path: appendKey(path, key), value: child }]
      : [],
  );
}

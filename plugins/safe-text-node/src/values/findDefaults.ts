import { JsonObject, JsonValue } from '@backstage/types';
import { isJsonObject } from '../util/isJsonObject';

/** A default in a JSON Schema. */
export type SchemaDefault = {
  value: JsonValue;
  /** Keys from the root to the schema that contains the default. */
  path: string[];
  /** The display name of the parameter, such as `pools[].size`; empty for the root. */
  parameter: string;
};

/** Keywords that contain a schema for each key, with the name that a key represents. */
const MAPS: Record<string, (parameter: string, key: string) => string> = {
  properties: (parameter, key) => (parameter ? `${parameter}.${key}` : key),
  patternProperties: (parameter, key) => `${parameter}.<${key}>`,
  dependencies: parameter => parameter,
  dependentSchemas: parameter => parameter,
  definitions: (_, key) => key,
  $defs: (_, key) => key,
};

/** Keywords that contain schemas of the same value, or a list of them. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'then', 'else'];

/** Keywords that contain the schema of each element, or a list of them. */
const ENTRIES = ['items', 'prefixItems', 'additionalItems'];

/** All defaults of a schema. Keywords that are only conditions, such as `if` and `not`, provide none. */
export function findDefaults(schema: JsonObject): SchemaDefault[] {
  return defaultsIn(schema, [], '');
}

function defaultsIn(
  schema: JsonValue | undefined,
  path: string[],
  parameter: string,
): SchemaDefault[] {
  if (Array.isArray(schema)) {
    return schema.flatMap((part, index) =>
      defaultsIn(part, [...path, `${index}`], parameter),
    );
  }
  if (!isJsonObject(schema)) {
    return [];
  }
  const own =
    schema.default === undefined
      ? []
      : [{ value: schema.default, path, parameter }];
  return [
    ...own,
    ...Object.entries(MAPS).flatMap(([keyword, nameOf]) =>
      Object.entries(
        isJsonObject(schema[keyword]) ? schema[keyword] : {},
      ).flatMap(([key, part]) =>
        defaultsIn(part, [...path, keyword, key], nameOf(parameter, key)),
      ),
    ),
    ...SAME_VALUE.flatMap(keyword =>
      defaultsIn(schema[keyword], [...path, keyword], parameter),
    ),
    ...ENTRIES.flatMap(keyword =>
      defaultsIn(schema[keyword], [...path, keyword], `${parameter}[]`),
    ),
    ...defaultsIn(
      schema.additionalProperties,
      [...path, 'additionalProperties'],
      `${parameter}.*`,
    ),
  ];
}

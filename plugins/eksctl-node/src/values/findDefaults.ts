import { JsonObject, JsonValue } from '@backstage/types';
import { isJsonObject } from '../util/isJsonObject';

/** A default in a JSON Schema. */
export type SchemaDefault = {
  value: JsonValue;
  /** Keys that lead from the root to the schema that the default stands in. */
  path: string[];
  /** The parameter as people call it, such as `pools[].size`; of the root it is empty. */
  parameter: string;
};

/** Keywords that hold a schema for each key, with the name of what a key stands for. */
const MAPS: Record<string, (parameter: string, key: string) => string> = {
  properties: (parameter, key) => (parameter ? `${parameter}.${key}` : key),
  patternProperties: (parameter, key) => `${parameter}.<${key}>`,
  dependencies: parameter => parameter,
  dependentSchemas: parameter => parameter,
  definitions: (_, key) => key,
  $defs: (_, key) => key,
};

/** Keywords that hold schemas of the same value, or a list of them. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'then', 'else'];

/** Keywords that hold the schema of each entry, or a list of them. */
const ENTRIES = ['items', 'prefixItems', 'additionalItems'];

/** All defaults of a schema. What only decides, such as `if` and `not`, offers none. */
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

import { JsonValue } from '@backstage/types';
import { FuncKeywordDefinition } from 'ajv';

/** The keyword of JSON Schema. Ajv's own implementation compares all pairs of items. */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must not hold an entry twice' },
  validate: (isWanted: boolean, items: JsonValue[]) =>
    !isWanted || new Set(items.map(canonicalJson)).size === items.length,
};

/** The same text for values that are equal in JSON Schema: the order of keys does not matter. */
function canonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_key, part: JsonValue) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

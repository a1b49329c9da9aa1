import { JsonObject, JsonValue } from '@backstage/types';

/** Whether a JSON value is a map of keys and values, as against a list, a text or another single value. */
export function isJsonObject(
  value: JsonValue | undefined,
): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

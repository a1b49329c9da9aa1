import type { JsonObject, JsonValue } from '@backstage/types';

/** Titles of form fields by their path, such as `values.nodes` → `Number of nodes`. */
export type FieldTitles = Readonly<Record<string, string>>;

/** Reads the titles from a blueprint's parameters (a JSON Schema of an object). */
export function fieldTitles(
  parameters: JsonObject,
  prefix = 'values',
): FieldTitles {
  const titles: Record<string, string> = {};
  for (const [name, schema] of Object.entries(object(parameters.properties))) {
    const path = `${prefix}.${name}`;
    const { title } = object(schema);
    if (typeof title === 'string') {
      titles[path] = title;
    }
    Object.assign(titles, fieldTitles(object(schema), path));
  }
  return titles;
}

/** The label of a field on a page: its title, or else its name split into words. */
export function fieldLabel(field: string, titles: FieldTitles = {}): string {
  if (titles[field]) {
    return titles[field];
  }
  const words = field
    .replace(/^values\./, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

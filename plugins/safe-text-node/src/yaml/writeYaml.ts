import { JsonObject, JsonValue } from '@backstage/types';
import { quote } from '../util/characters';

const INDENTATION = '  ';

/**
 * Writes JSON as YAML that every version of YAML reads the same way: block style, each key and each string in double quotes on one line.
 * No plain scalar remains whose meaning depends on the parser, such as `yes`, `012`, `<<` or `1:30`.
 */
export function writeYaml(value: JsonObject): string {
  return `${linesOf(value).join('\n')}\n`;
}

/** Lines of a non-empty map or list, without the indentation of its position. */
function linesOf(value: JsonValue): string[] {
  if (value === null || typeof value !== 'object') {
    return [scalar(value)];
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? ['[]'] : value.flatMap(itemLines);
  }
  const entries = Object.entries(value).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  );
  return entries.length === 0
    ? ['{}']
    : entries.flatMap(([key, child]) => entryLines(quote(key), child));
}

function itemLines(item: JsonValue): string[] {
  const [first, ...others] = linesOf(item);
  return [`- ${first}`, ...others.map(line => INDENTATION + line)];
}

function entryLines(key: string, value: JsonValue): string[] {
  const lines = linesOf(value);
  return isBlock(value)
    ? [`${key}:`, ...lines.map(line => INDENTATION + line)]
    : [`${key}: ${lines[0]}`];
}

function isBlock(value: JsonValue): boolean {
  return (
    value !== null &&
    typeof value === 'object' &&
    Object.values(value).some(child => child !== undefined)
  );
}

function scalar(value: string | number | boolean | null): string {
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

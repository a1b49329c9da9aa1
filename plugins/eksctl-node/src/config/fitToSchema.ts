import { JsonObject, JsonValue } from '@backstage/types';
import { resolveNode, SchemaNode } from './configSchema';
import { formatPath, segmentsOf } from '../model/paths';
import { findSchemaProblems, nodeAt, SchemaProblem } from './schema';
import { Finding } from '../model/Finding';

/*
 * People correct a config in one go, so what fits the schema is checked further even where another part does not fit. The part that does
 * not fit is left out, or is replaced by something empty where eksctl needs it.
 */

/** What was found, and what the other rules can check. */
export type FittedConfig = {
  findings: Finding[];
  /** Fits the schema; `undefined` where that could not be achieved. */
  config?: JsonObject;
  /** Paths of what was replaced: what the other rules find there is no mistake of the author. */
  replaced: ReadonlySet<string>;
};

/** What is replaced may need fields of its own, which takes another round; no part of a config nests deeper. */
const ROUNDS = 10;

/** Finds all that does not fit eksctl's schema. The config given is not changed. */
export function fitToSchema(config: JsonObject): FittedConfig {
  const problems = findSchemaProblems(config);
  const findings = problems.map(({ finding }) => finding);
  const replaced = new Set<string>();
  const fitted = structuredClone(config);
  let left = problems;
  for (let round = 0; left.length > 0 && round < ROUNDS; round++) {
    for (const problem of left) {
      replaced.add(formatPath(replace(fitted, problem)));
    }
    left = findSchemaProblems(fitted);
  }
  return {
    findings,
    config: left.length === 0 ? fitted : undefined,
    replaced,
  };
}

/** @returns the JSON pointer of what was replaced */
function replace(config: JsonObject, problem: SchemaProblem): string {
  const { pointer, missing, unknown } = problem;
  const below = unknown ?? missing;
  const target = below === undefined ? pointer : `${pointer}/${escaped(below)}`;
  const segments = segmentsOf(target);
  const key = segments.at(-1);
  const parent = valueAt(config, segments.slice(0, -1));
  if (key === undefined || !parent) {
    return target;
  }
  const isNeeded = missing !== undefined || Array.isArray(parent);
  if (isNeeded) {
    Object.assign(parent, { [key]: emptyOf(nodeAt(target)) });
  } else {
    delete (parent as JsonObject)[key];
  }
  return target;
}

function valueAt(
  config: JsonObject,
  segments: string[],
): JsonObject | JsonValue[] | undefined {
  let value: JsonValue | undefined = config;
  for (const segment of segments) {
    value = isContainer(value) ? (value as JsonObject)[segment] : undefined;
  }
  return isContainer(value) ? value : undefined;
}

function isContainer(
  value: JsonValue | undefined,
): value is JsonObject | JsonValue[] {
  return typeof value === 'object' && value !== null;
}

function emptyOf(reference: SchemaNode | undefined): JsonValue {
  const node = resolveNode(reference ?? {});
  switch (node.type) {
    case 'object':
      return {};
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      return node.enum?.[0] ?? '';
  }
}

function escaped(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

import { JsonObject, JsonValue } from '@backstage/types';
import { segmentsOf } from 'backstage-plugin-safe-text-node';
import { resolveNode, SchemaNode } from './configSchema';
import { formatPath } from '../model/paths';
import { findSchemaProblems, nodeAt, SchemaProblem } from './schema';
import { Finding } from '../model/Finding';

/*
 * Users should see all errors of a config at once, so the parts that fit the schema are checked further even if other parts do not fit. A
 * part that does not fit is removed, or replaced by an empty value where eksctl requires it.
 */

/** The findings, and the config that the other rules can check. */
export type FittedConfig = {
  findings: Finding[];
  /** Fits the schema; `undefined` if that could not be achieved. */
  config?: JsonObject;
  /** Paths that were replaced. Findings of other rules at these paths are not errors of the author. */
  replaced: ReadonlySet<string>;
};

/** A replacement may itself need required fields, which takes another round; no part of a config is nested deeper. */
const ROUNDS = 10;

/** Finds everything that does not fit eksctl's schema. The input is not modified. */
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

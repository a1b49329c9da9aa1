import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { JsonObject } from '@backstage/types';
import {
  closestTo,
  segmentsOf,
  toVisible,
} from 'backstage-plugin-safe-text-node';
import {
  configSchema,
  resolveNode,
  SchemaNode,
  stepInto,
} from './configSchema';
import { MAXIMUM_FINDINGS } from 'backstage-plugin-safe-text-node/tasks';
import { formatPath } from '../model/paths';
import { Finding } from '../model/Finding';

/** A violation of the schema: the JSON pointer of the place, and what was expected. */
export type SchemaProblem = {
  pointer: string;
  finding: Finding;
  /** A required field that is missing below the place. */
  missing?: string;
  /** A field below the place that eksctl does not know. */
  unknown?: string;
};

const typeNames: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'a string (in quotes where it looks like a number)',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

let validator: ValidateFunction | undefined;

/** All violations of eksctl's schema in a config. */
export function findSchemaProblems(config: JsonObject): SchemaProblem[] {
  validator ??= compile();
  if (validator(config)) {
    return [];
  }
  return (validator.errors ?? [])
    .filter(({ keyword }) => !['if', 'oneOf', 'anyOf'].includes(keyword))
    .map((error, index) =>
      // Nobody sees those after the first ones, and a suggestion takes time.
      toProblem(error, { suggests: index < MAXIMUM_FINDINGS }),
    );
}

function compile(): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  return ajv.compile(configSchema());
}

function toProblem(
  error: ErrorObject,
  options: { suggests: boolean },
): SchemaProblem {
  const { instancePath, params } = error;
  const path = formatPath(instancePath);
  return {
    pointer: instancePath,
    missing: params.missingProperty,
    unknown: params.additionalProperty,
    finding: {
      severity: 'error',
      code: 'schema',
      message: `${path || 'The config'} ${explain(error, options)}`,
      path: path || undefined,
    },
  };
}

function explain(
  { instancePath, keyword, params }: ErrorObject,
  { suggests }: { suggests: boolean },
): string {
  switch (keyword) {
    case 'additionalProperties':
      return `has the field "${toVisible(
        params.additionalProperty,
      )}", which eksctl does not know${
        suggests ? suggestion(instancePath, params.additionalProperty) : ''
      }`;
    case 'required':
      return `needs the field "${params.missingProperty}"`;
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`;
    case 'type':
      return `must be ${typeNames[params.type] ?? params.type}`;
    default:
      return `does not fit eksctl’s schema (${keyword})`;
  }
}

function suggestion(pointer: string, unknown: string): string {
  const known = Object.keys(nodeAt(pointer)?.properties ?? {});
  const closest = closestTo(unknown, known);
  return closest === undefined ? '' : `. Did you mean "${closest}"?`;
}

/** The part of the schema for a JSON pointer. */
export function nodeAt(pointer: string): SchemaNode | undefined {
  let node = resolveNode(configSchema());
  for (const segment of segmentsOf(pointer)) {
    const step = stepInto(node, node.items ? '[]' : segment);
    if (step.kind === 'unknown' || step.kind === 'document') {
      return undefined;
    }
    node = resolveNode(step.node);
  }
  return node;
}

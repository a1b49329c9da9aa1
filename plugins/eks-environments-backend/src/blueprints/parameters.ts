import type { JsonObject, JsonValue } from '@backstage/types';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/*
 * Values by people against the JSON Schema of a blueprint. The same schema makes the form in the Scaffolder, whose `ui:`
 * keywords say nothing about values.
 */

/** A value that does not fit. */
export interface ValueProblem {
  /** The input field, such as `values.nodes`. */
  field: string;
  message: string;
}

/** Facts that a template reaches as `{{environment.name}}`; a parameter of that name would be hidden by them. */
export const CONTEXT_NAME = 'environment';

// Compiling a schema costs milliseconds, and plans follow each other while a form is filled in.
const validators = new WeakMap<JsonObject, ValidateFunction>();

/** What keeps a schema from being used for parameters, in words. */
export function parametersProblem(parameters: JsonObject): string | undefined {
  if (parameters.type !== 'object') {
    return 'must be a JSON Schema whose type is object';
  }
  if (CONTEXT_NAME in propertiesOf(parameters)) {
    return `must not have a property "${CONTEXT_NAME}": templates find the facts about the environment under that name`;
  }
  try {
    validatorOf(parameters);
    return undefined;
  } catch (error) {
    return `is no JSON Schema: ${
      error instanceof Error ? error.message : error
    }`;
  }
}

/**
 * Checks values and puts in the defaults of what was left out.
 *
 * @returns the completed values, or every problem with the field it is about
 */
export function completeValues(
  parameters: JsonObject,
  values: JsonObject,
): { values: JsonObject; problems: ValueProblem[] } {
  const completed = structuredClone(values);
  const validate = validatorOf(parameters);
  const problems = validate(completed)
    ? []
    : (validate.errors ?? []).map(toProblem);
  return { values: completed, problems };
}

/** The defaults of a schema, for those who want to see what somebody changed. */
export function defaultsOf(parameters: JsonObject): JsonObject {
  return completeValues(parameters, {}).values;
}

function validatorOf(parameters: JsonObject): ValidateFunction {
  const known = validators.get(parameters);
  if (known) {
    return known;
  }
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    strictSchema: false,
    allowUnionTypes: true,
  });
  addFormats(ajv);
  const validate = ajv.compile(parameters);
  validators.set(parameters, validate);
  return validate;
}

function propertiesOf(parameters: JsonObject): JsonObject {
  return (parameters.properties ?? {}) as JsonObject;
}

function toProblem(error: ErrorObject): ValueProblem {
  const field = fieldOf(error);
  return { field, message: `${field} ${inWords(error)}` };
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const segments = instancePath
    .split('/')
    .slice(1)
    .map(segment => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
  switch (keyword) {
    case 'required':
      segments.push(params.missingProperty);
      break;
    case 'additionalProperties':
      segments.push(params.additionalProperty);
      break;
    default:
  }
  return ['values', ...segments].join('.');
}

function inWords({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'must be given';
    case 'additionalProperties':
      return 'is not a parameter of this blueprint';
    case 'enum':
      return `must be one of ${(params.allowedValues as JsonValue[]).join(
        ', ',
      )}`;
    case 'minimum':
      return `must be at least ${params.limit}`;
    case 'maximum':
      return `must be at most ${params.limit}`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'minLength':
      return `must have at least ${params.limit} characters`;
    case 'exclusiveMinimum':
      return `must be more than ${params.limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${params.limit}`;
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`;
    case 'minItems':
      return `must have at least ${params.limit} entries`;
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    case 'uniqueItems':
      return `must not hold an entry twice (entries ${params.j + 1} and ${
        params.i + 1
      } are the same)`;
    case 'minProperties':
      return `must have at least ${params.limit} keys`;
    case 'maxProperties':
      return `must have at most ${params.limit} keys`;
    case 'pattern':
      return `must match the pattern ${params.pattern}`;
    case 'format':
      return `must be a valid ${params.format}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'type':
      return `must be of the type ${[params.type].flat().join(' or ')}`;
    default:
      return message ?? 'does not fit';
  }
}

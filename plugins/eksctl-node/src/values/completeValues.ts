import { JsonObject, JsonValue } from '@backstage/types';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { toVisible } from '../yaml/characters';
import { MAXIMUM_FINDINGS } from '../yaml/limits';
import { uniqueItems } from './uniqueItems';

/*
 * Values by people against the JSON Schema of a blueprint's author. Both can make a validator work for long, so this runs in worker threads
 * alone.
 */

/**
 * A value that does not fit.
 *
 * @public
 */
export type ValueProblem = {
  /** The input field, such as `values.nodes`. */
  field: string;
  message: string;
};

/**
 * The values with the defaults of what was left out, and every problem with the field it is about.
 *
 * @public
 */
export type CompletedValues = { values: JsonObject; problems: ValueProblem[] };

const REMEMBERED = 100;

// Compiling a schema costs milliseconds, and plans follow each other while a form is filled in
const validators = new Map<string, ValidateFunction>();

/** What keeps a JSON Schema from being used, as the rest of a sentence. */
export function findSchemaProblem(schema: JsonObject): string | undefined {
  try {
    validatorOf(schema);
    return undefined;
  } catch (error) {
    return `is no JSON Schema: ${
      error instanceof Error ? error.message : error
    }`;
  }
}

/** Checks values and puts in the defaults of what was left out. */
export function completeValuesOf({
  schema,
  values,
}: {
  schema: JsonObject;
  values: JsonObject;
}): CompletedValues {
  const validate = validatorOf(schema);
  const completed = structuredClone(values);
  const problems = validate(completed)
    ? []
    : (validate.errors ?? []).slice(0, MAXIMUM_FINDINGS).map(toProblem);
  return { values: completed, problems };
}

function validatorOf(schema: JsonObject): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known) {
    return known;
  }
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    strict: false,
    logger: false,
  });
  addFormats(ajv);
  ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems);
  const validate = ajv.compile(schema);
  if (validators.size >= REMEMBERED) {
    validators.clear();
  }
  validators.set(key, validate);
  return validate;
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
  return ['values', ...segments.map(toVisible)].join('.');
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

import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { ErrorObject, ValidateFunction } from 'ajv';
import { MAXIMUM_FINDINGS } from '../yaml/limits';
import { completeAndCheck } from './completeAndCheck';
import { createAjv } from './createAjv';
import { formatConstraint, fieldOf, pathOf } from './describeError';

/*
 * Values by people against the JSON Schema of a blueprint's author. Both can make a validator work for long, so this runs in worker processes
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
    return `is no JSON Schema: ${toError(error).message}`;
  }
}

/** Puts in the defaults of what was left out, and checks the values. */
export function completeValuesOf({
  schema,
  values,
}: {
  schema: JsonObject;
  values: JsonObject;
}): CompletedValues {
  const { completed, errors } = completeAndCheck(validatorOf(schema), values);
  return {
    values: completed,
    problems: errors.slice(0, MAXIMUM_FINDINGS).map(toProblem),
  };
}

function validatorOf(schema: JsonObject): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known) {
    return known;
  }
  const validate = createAjv().compile(schema);
  if (validators.size >= REMEMBERED) {
    validators.clear();
  }
  validators.set(key, validate);
  return validate;
}

function toProblem(error: ErrorObject): ValueProblem {
  const field = fieldOf(['values', ...pathOf(error)]);
  return { field, message: `${field} ${formatConstraint(error)}` };
}

import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { ErrorObject, ValidateFunction } from 'ajv';
import { MAXIMUM_FINDINGS } from '../yaml/limits';
import { completeAndCheck } from './completeAndCheck';
import { createAjv } from './createAjv';
import { formatConstraint, fieldOf, pathOf } from './describeError';

/*
 * Validates values against a JSON Schema. Both can keep a validator busy for long, so this runs only in worker processes.
 */

/**
 * A value that does not fit the schema.
 *
 * @public
 */
export type ValueProblem = {
  /** The input field, such as `values.nodes`. */
  field: string;
  message: string;
};

/**
 * The values with missing defaults filled in, and every problem with its field.
 *
 * @public
 */
export type CompletedValues = { values: JsonObject; problems: ValueProblem[] };

const REMEMBERED = 100;

// Compiling a schema takes milliseconds, and plans follow each other while a form is filled in
const validators = new Map<string, ValidateFunction>();

/** Why a JSON Schema cannot be used, as the rest of a sentence. */
export function findSchemaProblem(schema: JsonObject): string | undefined {
  try {
    validatorOf(schema);
    return undefined;
  } catch (error) {
    return `is no JSON Schema: ${toError(error).message}`;
  }
}

/** Fills in missing defaults, and validates the values. */
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

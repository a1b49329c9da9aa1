import { JsonObject, JsonValue } from '@backstage/types';
import { ErrorObject, ValidateFunction } from 'ajv';
import { quote } from '../util/characters';
import { MAXIMUM_FINDINGS } from '../yaml/limits';
import { completeAndCheck } from './completeAndCheck';
import { createAjv } from './createAjv';
import { formatConstraint, fieldOf, pathOf } from './describeError';
import { findDefaults, SchemaDefault } from './findDefaults';

/**
 * A default that violates its schema.
 *
 * @public
 */
export type DefaultProblem = {
  /** Keys from the root of the schema to the default; empty if the problem is about several defaults together. */
  path: string[];
  message: string;
};

/** Keywords that are violated by missing values. A user can add these, so they are not problems of a default. */
const LACKING = new Set(['required', 'dependencies', 'dependentRequired']);

/** The same for all values together, as long as the user has entered none. */
const LACKING_TOGETHER = new Set([...LACKING, 'minProperties']);

const SHOWN = 100; // characters

/** Defaults that violate their own schemas; if there are none, what the defaults violate together. */
export function findDefaultProblems(schema: JsonObject): DefaultProblem[] {
  const problems = ownProblems(schema);
  return (problems.length > 0 ? problems : jointProblems(schema)).slice(
    0,
    MAXIMUM_FINDINGS,
  );
}

/** Checks each default against its own schema. */
function ownProblems(schema: JsonObject): DefaultProblem[] {
  const ajv = createAjv().addSchema(schema, 'parameters');
  return findDefaults(schema).flatMap(found => {
    const validate = ajv.getSchema(`parameters#${toPointer(found.path)}`);
    return validate ? problemsOf(found, validate) : [];
  });
}

function problemsOf(
  { value, path, parameter }: SchemaDefault,
  validate: ValidateFunction,
): DefaultProblem[] {
  return brokenBy(value, validate, LACKING).map(error => {
    const inside = pathOf(error);
    const field = fieldOf([
      ...(parameter ? [parameter] : ['values']),
      ...inside,
    ]);
    return {
      path: [...path, 'default'],
      message: `the default of ${field}, ${shown(
        valueAt(value, inside),
      )}, ${formatConstraint(error)}`,
    };
  });
}

/** Checks the values of a user who enters none. If some are required, nothing can be said about the rest. */
function jointProblems(schema: JsonObject): DefaultProblem[] {
  return brokenBy({}, createAjv().compile(schema), LACKING_TOGETHER).map(
    error => ({
      path: [],
      message: `the defaults do not fit together: ${fieldOf([
        'values',
        ...pathOf(error),
      ])} ${formatConstraint(error)}`,
    }),
  );
}

/** The violations of a value that adding further values cannot resolve. */
function brokenBy(
  value: JsonValue,
  validate: ValidateFunction,
  lacking: ReadonlySet<string>,
): ErrorObject[] {
  const { errors } = completeAndCheck(validate, value);
  const complete = errors.filter(({ keyword }) => !lacking.has(keyword));
  return complete.length < errors.length
    ? complete.filter(isOutsideOfChoices)
    : complete;
}

/** Whether an error is outside of alternatives such as `oneOf`, whose result added values could change. */
function isOutsideOfChoices({ schemaPath }: ErrorObject): boolean {
  return !/^#\/(definitions|\$defs)\/|\/(anyOf|oneOf|if|then|else|not)(\/|$)/.test(
    schemaPath,
  );
}

function toPointer(path: string[]): string {
  return path
    .map(key => key.replace(/~/g, '~0').replace(/\//g, '~1'))
    .map(key => `/${encodeURIComponent(key)}`)
    .join('');
}

function valueAt(value: JsonValue, path: string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (part, key) => (part as JsonObject | undefined)?.[key],
    value,
  );
}

function shown(value: JsonValue | undefined): string {
  const text =
    typeof value === 'string' ? quote(value) : JSON.stringify(value ?? null);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

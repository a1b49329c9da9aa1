import { JsonObject, JsonValue } from '@backstage/types';
import { ErrorObject, ValidateFunction } from 'ajv';
import { quote } from '../util/characters';
import { MAXIMUM_FINDINGS } from '../yaml/limits';
import { completeAndCheck } from './completeAndCheck';
import { createAjv } from './createAjv';
import { formatConstraint, fieldOf, pathOf } from './describeError';
import { findDefaults, SchemaDefault } from './findDefaults';

/**
 * A default that its schema does not allow.
 *
 * @public
 */
export type DefaultProblem = {
  /** Keys that lead from the root of the schema to the default; empty when it is about several together. */
  path: string[];
  message: string;
};

/** Keywords that a value breaks which only lacks something. A person can add that, so it says nothing against a default. */
const LACKING = new Set(['required', 'dependencies', 'dependentRequired']);

/** The same for all values, of which a person may give none so far. */
const LACKING_TOGETHER = new Set([...LACKING, 'minProperties']);

const SHOWN = 100; // characters

/** Defaults that their own schemas do not allow; where there are none, what the defaults break together. */
export function findDefaultProblems(schema: JsonObject): DefaultProblem[] {
  const problems = ownProblems(schema);
  return (problems.length > 0 ? problems : jointProblems(schema)).slice(
    0,
    MAXIMUM_FINDINGS,
  );
}

/** Each default against the schema that it stands in. */
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

/** The values that a person gets who gives none. As long as some must be given, it can't be told whether the rest fits. */
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

/** What a value breaks whatever a person adds to it. */
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

/** Whether an error is none within a choice, such as `oneOf`, which what is added could turn out otherwise. */
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

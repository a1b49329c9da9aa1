import { JsonValue } from '@backstage/types';
import { ErrorObject, ValidateFunction } from 'ajv';

/**
 * A value with its missing defaults filled in, and the schema violations of the result.
 *
 * @param validate - of a validator that fills in defaults
 */
export function completeAndCheck<T extends JsonValue>(
  validate: ValidateFunction,
  value: T,
): { completed: T; errors: ErrorObject[] } {
  const completed = structuredClone(value);
  validate(completed);
  // Some keywords, such as `if`, were checked before the defaults were filled in.
  const errors = validate(completed) ? [] : validate.errors ?? [];
  return { completed, errors };
}

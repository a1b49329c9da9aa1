import { JsonValue } from '@backstage/types';
import { ErrorObject, ValidateFunction } from 'ajv';

/**
 * A value with the defaults of what it leaves out, and what the schema does not allow in that.
 *
 * @param validate - of a validator that puts in defaults
 */
export function completeAndCheck<T extends JsonValue>(
  validate: ValidateFunction,
  value: T,
): { completed: T; errors: ErrorObject[] } {
  const completed = structuredClone(value);
  validate(completed);
  // Some keywords, such as `if`, were checked before the defaults were there.
  const errors = validate(completed) ? [] : validate.errors ?? [];
  return { completed, errors };
}

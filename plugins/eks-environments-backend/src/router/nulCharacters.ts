import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';

const NUL = '\0';

/**
 * Refuses NUL characters wherever they come: PostgreSQL stores none, and would answer each with a failure of its own.
 *
 * @remarks
 *
 * Walks the body by recursion, so it comes after whatever refuses endless nesting.
 */
export const refuseNulCharacters: RequestHandler = (
  request,
  _response,
  next,
) => {
  const field = /%00/.test(request.url)
    ? 'the address'
    : fieldWithNul(request.body);
  next(
    field === undefined
      ? undefined
      : new InputError(`${field}: must not hold NUL characters`),
  );
};

/** The path of the first text with one, such as `values.labels.0`. */
function fieldWithNul(value: unknown, path = 'body'): string | undefined {
  if (typeof value === 'string') {
    return value.includes(NUL) ? path : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [name, child] of Object.entries(value)) {
    if (name.includes(NUL)) {
      return path;
    }
    const found = fieldWithNul(
      child,
      path === 'body' ? name : `${path}.${name}`,
    );
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

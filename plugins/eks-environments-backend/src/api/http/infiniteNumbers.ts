import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';

/** Refuses query numbers that overflow to infinity, which the validator accepts whatever maximum the document has. */
export const refuseInfiniteNumbers: RequestHandler = (
  request,
  _response,
  next,
) => {
  const wrong = Object.entries(request.query as Record<string, unknown>).find(
    ([, value]) => typeof value === 'number' && !Number.isFinite(value),
  );
  next(
    wrong &&
      new InputError(`${wrong[0]}: must be a number that is not as large`),
  );
};

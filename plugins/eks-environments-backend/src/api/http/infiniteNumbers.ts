import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';

/** Refuses numbers of the query that are too large for a number, which the validator lets pass whatever the document's maximum is. */
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

import type { ResponseError } from '@backstage/errors';

/** Whether a server responded with an error. Compared by name: there may be several copies of the class. */
export function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && error.name === 'ResponseError';
}

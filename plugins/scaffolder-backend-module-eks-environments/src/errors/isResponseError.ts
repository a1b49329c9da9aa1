import type { ResponseError } from '@backstage/errors';

/** Whether a server answered with an error. By name: there may be several copies of the class. */
export function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && error.name === 'ResponseError';
}

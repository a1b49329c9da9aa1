import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';

/**
 * Calls a provisioner for a person who waits for the answer.
 *
 * @param what - what could not be done, as the beginning of a sentence
 * @throws ServiceUnavailableError when the call fails; errors that name a part of the request are rethrown unchanged
 */
export async function askProvisioner<T>(
  what: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isOurs(error)) {
      throw error;
    }
    const reason = toError(error).message;
    throw new ServiceUnavailableError(
      `${what}: ${reason}. Nothing was changed; try again in a while`,
      error,
    );
  }
}

function isOurs(error: unknown): boolean {
  return (
    error instanceof ConflictError ||
    error instanceof InputError ||
    error instanceof NotFoundError
  );
}

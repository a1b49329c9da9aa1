import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';

/**
 * Makes a call to AWS on behalf of a person who waits for the answer.
 *
 * @param what - what could not be done, as the beginning of a sentence
 * @throws ServiceUnavailableError when the call fails; errors that name something in the request are passed on as they are
 */
export async function askAws<T>(
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
      `${what}: ${reason}. Nothing was changed; try again when AWS answers`,
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

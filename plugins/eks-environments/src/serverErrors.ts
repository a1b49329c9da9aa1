import { ResponseError } from '@backstage/errors';

/**
 * Makes a `fetch` throw the server's error. The message of the client's `ResponseError` is about HTTP, "Request failed with 409
 * Conflict"; its cause is the server's error, whose message is written for users.
 */
export function throwingServerErrors(inner: typeof fetch): typeof fetch {
  return async (...request) => {
    const response = await inner(...request);
    if (!response.ok) {
      const { cause } = await ResponseError.fromResponse(response);
      throw cause;
    }
    return response;
  };
}

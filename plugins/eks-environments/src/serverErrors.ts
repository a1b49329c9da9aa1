import { ResponseError } from '@backstage/errors';

/**
 * Makes a `fetch` throw what the server said. The client's `ResponseError` speaks of HTTP, "Request failed with 409 Conflict", and has the server's error, whose
 * words are for people, as its cause.
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

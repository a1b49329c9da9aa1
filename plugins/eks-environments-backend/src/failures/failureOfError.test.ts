import { BrokenCircuitError } from 'cockatiel';
import { failureOfError } from './failureOfError';

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

describe('failureOfError', () => {
  it.each([
    [named('Error', 'connect', { code: 'ECONNREFUSED' }), 'transient'],
    [named('TimeoutError', 'socket timed out'), 'transient'],
    [new BrokenCircuitError(), 'transient'],
    [named('ThrottlingException', 'Rate exceeded'), 'transient'],
    [
      named('Whatever', 'Oops', { $metadata: { httpStatusCode: 503 } }),
      'transient',
    ],
    [
      named('AccessDeniedException', 'is not authorized to perform: x'),
      'permission',
    ],
    [named('ExpiredTokenException', 'The token is expired'), 'credentials'],
    [named('LimitExceededException', 'Too many stacks'), 'quota'],
    [named('TypeError', 'x is undefined'), 'unknown'],
    ['a string', 'unknown'],
  ])('takes %s for %s', (error, expected) => {
    expect(failureOfError(error).class).toBe(expected);
  });

  it('tries again what nobody knows, and keeps its text', () => {
    expect(failureOfError(new TypeError('x is undefined'))).toMatchObject({
      retry: 'backoff',
      cause: 'TypeError: x is undefined',
    });
  });
});

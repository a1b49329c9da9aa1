import { BrokenCircuitError } from 'cockatiel';
import { failureOfError } from './failureOfError';

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

describe('failureOfError', () => {
  it.each([
    [named('Error', 'connect', { code: 'ECONNREFUSED' }), 'transient'],
    [named('TimeoutError', 'socket timed out'), 'transient'],
    [
      new AggregateError([
        named('Error', 'connect', { code: 'ECONNREFUSED' }),
        named('Error', 'connect', { code: 'ENETUNREACH' }),
      ]),
      'transient',
    ],
    [
      new Error('request failed', {
        cause: named('Error', 'getaddrinfo', { code: 'EAI_AGAIN' }),
      }),
      'transient',
    ],
    [
      named('CredentialsProviderError', 'Could not load credentials'),
      'credentials',
    ],
    [
      named('InsufficientInstanceCapacity', 'We have none', {
        $metadata: { httpStatusCode: 500 },
      }),
      'capacity',
    ],
    [
      named(
        'AuthFailure.ServiceLinkedRoleCreationNotPermitted',
        'The provided credentials do not have permission to create it',
      ),
      'permission',
    ],
    [named('OptInRequired', 'You are not subscribed'), 'account'],
    [named('Error', 'the group ECONNREFUSED-lab is odd'), undefined],
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
    [named('TypeError', 'x is undefined'), undefined],
    ['a string', undefined],
  ])('takes %s for %s', (error, expected) => {
    expect(failureOfError(error)?.class).toBe(expected);
  });
});

import type {
  Failure,
  FailureClass,
  RetryAdvice,
} from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { judge } from './retryPolicy';

const failure = (
  retry: RetryAdvice,
  failureClass: FailureClass = 'unknown',
): Failure => ({
  class: failureClass,
  cause: '',
  developerMessage: '',
  operatorMessage: '',
  remedy: '',
  whileRetrying: '',
  retry,
});

/** As the operation types define them. */
const policies = {
  create: { failures: 'retryable', lastFailureShows: 'remedy' },
  delete: { failures: 'all', lastFailureShows: 'whileRetrying' },
} as const;

describe('judge', () => {
  it.each([
    ['never', 'create', 1, 'stop'],
    ['once', 'create', 1, 'retry'],
    ['once', 'create', 2, 'stop'],
    ['backoff', 'create', 2, 'retry'],
    ['backoff', 'create', 3, 'stop'],
    ['refresh-credentials', 'create', 2, 'retry'],
    ['never', 'delete', 2, 'retry'],
    ['never', 'delete', 3, 'stop'],
  ] as const)(
    'after advice %s, lets a %s that failed attempt %d %s',
    (retry, type, attempt, expected) => {
      const verdict = judge(failure(retry), {
        policy: policies[type],
        attempt,
        waits: 0,
        sinceStart: Duration.fromMillis(0),
        maximumAttempts: 3,
        firstBackoffSeconds: 30,
      });
      expect(verdict.kind).toBe(expected);
    },
  );

  it('doubles the pause each time, up to a limit, and spreads it', () => {
    const pauseAfter = (attempt: number, random: number) =>
      judge(failure('backoff'), {
        policy: policies.create,
        attempt,
        waits: 0,
        sinceStart: Duration.fromMillis(0),
        maximumAttempts: 99,
        firstBackoffSeconds: 30,
        random: () => random,
      });
    expect(pauseAfter(1, 1)).toEqual({ kind: 'retry', seconds: 30 });
    expect(pauseAfter(1, 0)).toEqual({ kind: 'retry', seconds: 15 });
    expect(pauseAfter(3, 1)).toEqual({ kind: 'retry', seconds: 120 });
    expect(pauseAfter(40, 1)).toEqual({ kind: 'retry', seconds: 900 });
  });

  it.each([
    ['create', 1, { minutes: 2 }, 'wait'],
    ['create', 3, { hours: 11 }, 'wait'],
    ['create', 2, { hours: 13 }, 'retry'],
    ['create', 3, { hours: 13 }, 'stop'],
    ['delete', 1, { minutes: 2 }, 'wait'],
    ['delete', 3, { hours: 11 }, 'wait'],
    ['delete', 2, { hours: 13 }, 'retry'],
    ['delete', 3, { hours: 13 }, 'stop'],
  ] as const)(
    'in an outage, lets a %s that failed attempt %d after %j %s',
    (type, attempt, since, expected) => {
      const verdict = judge(failure('backoff', 'transient'), {
        policy: policies[type],
        attempt,
        waits: 0,
        sinceStart: Duration.fromObject(since),
        maximumAttempts: 3,
        firstBackoffSeconds: 30,
      });
      expect(verdict.kind).toBe(expected);
    },
  );

  it.each(['create', 'delete'] as const)(
    'lets a %s ask AWS ever less often in an outage',
    type => {
      const pauseAfter = (waits: number) =>
        judge(failure('backoff', 'transient'), {
          policy: policies[type],
          attempt: 1,
          waits,
          sinceStart: Duration.fromMillis(0),
          maximumAttempts: 3,
          firstBackoffSeconds: 30,
          random: () => 1,
        });
      expect([0, 1, 2, 40].map(pauseAfter)).toEqual(
        [30, 60, 120, 900].map(seconds => ({ kind: 'wait', seconds })),
      );
    },
  );

  it('goes by the numbers of a type that has its own', () => {
    const afterAttempt = (attempt: number) =>
      judge(failure('backoff'), {
        policy: {
          failures: 'retryable',
          lastFailureShows: 'remedy',
          maximumAttempts: 2,
          backoff: { firstSeconds: 1, maximumSeconds: 5 },
        },
        attempt,
        waits: 0,
        sinceStart: Duration.fromMillis(0),
        maximumAttempts: 9,
        firstBackoffSeconds: 30,
        random: () => 1,
      });
    expect(afterAttempt(1)).toEqual({ kind: 'retry', seconds: 1 });
    expect(afterAttempt(2)).toEqual({ kind: 'stop' });
  });
});

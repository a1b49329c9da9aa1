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

describe('judge', () => {
  it.each([
    ['never', 'Create', 1, 'stop'],
    ['once', 'Create', 1, 'retry'],
    ['once', 'Create', 2, 'stop'],
    ['backoff', 'Create', 2, 'retry'],
    ['backoff', 'Create', 3, 'stop'],
    ['refresh-credentials', 'Create', 2, 'retry'],
    ['never', 'Delete', 2, 'retry'],
    ['never', 'Delete', 3, 'stop'],
  ] as const)(
    'after advice %s, lets a %s that failed attempt %d %s',
    (retry, kind, attempt, expected) => {
      const verdict = judge(failure(retry), {
        kind,
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
        kind: 'Create',
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
    ['Create', 1, { minutes: 2 }, 'wait'],
    ['Create', 3, { hours: 11 }, 'wait'],
    ['Create', 2, { hours: 13 }, 'retry'],
    ['Create', 3, { hours: 13 }, 'stop'],
    ['Delete', 1, { minutes: 2 }, 'wait'],
    ['Delete', 3, { hours: 11 }, 'wait'],
    ['Delete', 2, { hours: 13 }, 'retry'],
    ['Delete', 3, { hours: 13 }, 'stop'],
  ] as const)(
    'in an outage, lets a %s that failed attempt %d after %j %s',
    (kind, attempt, since, expected) => {
      const verdict = judge(failure('backoff', 'transient'), {
        kind,
        attempt,
        waits: 0,
        sinceStart: Duration.fromObject(since),
        maximumAttempts: 3,
        firstBackoffSeconds: 30,
      });
      expect(verdict.kind).toBe(expected);
    },
  );

  it.each(['Create', 'Delete'] as const)(
    'lets a %s ask AWS ever less often in an outage',
    kind => {
      const pauseAfter = (waits: number) =>
        judge(failure('backoff', 'transient'), {
          kind,
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
});

import { DateTime } from 'luxon';
import { FailureLog } from './FailureLog';

it('logs the failures of a type once an hour', () => {
  let now = DateTime.utc(2026, 11, 20, 10);
  const error = jest.fn();
  const log = new FailureLog({
    clock: { now: () => now },
    logger: { error },
  });
  const fail = (type: string) => log.error(type, type, new Error('A defect'));
  fail('a');
  fail('a');
  fail('b');
  expect(error).toHaveBeenCalledTimes(2);
  now = now.plus({ minutes: 59 });
  fail('a');
  expect(error).toHaveBeenCalledTimes(2);
  now = now.plus({ minutes: 1 });
  fail('a');
  expect(error).toHaveBeenCalledTimes(3);
});

import { DateTime, type DurationLike } from 'luxon';
import type { Clock } from '../clock';

/**
 * A clock that stands until it is moved.
 *
 * @public
 */
export class TestClock implements Clock {
  #now: DateTime;

  constructor(start = '2026-11-21T10:00:00.000Z') {
    this.#now = DateTime.fromISO(start, { zone: 'utc' });
  }

  now(): DateTime {
    return this.#now;
  }

  advance(by: DurationLike): void {
    this.#now = this.#now.plus(by);
  }
}

import { DateTime } from 'luxon';

/**
 * The source of the present time. Leases, warnings and deadlines use it; tests inject one.
 *
 * @public
 */
export interface Clock {
  now(): DateTime;
}

/**
 * The clock of this machine, in UTC.
 *
 * @public
 */
export const systemClock: Clock = { now: () => DateTime.utc() };

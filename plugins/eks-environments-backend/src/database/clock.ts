export {
  type Clock,
  systemClock,
} from 'backstage-plugin-eks-environments-node';
import { DateTime } from 'luxon';
import type { Knex } from 'knex';

/**
 * Formats a time for the tables: ISO 8601 in UTC with milliseconds.
 *
 * @throws Error for an invalid time, or a year without four digits: its text would sort wrongly, and what is due then would never be found
 */
export function toColumn(time: DateTime): string {
  const utc = time.toUTC();
  if (!isStorable(utc)) {
    throw new Error(`Not a time: ${time.invalidExplanation ?? time.toISO()}`);
  }
  return utc.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
}

/** Whether a time can be stored in the tables. */
export function isStorable(time: DateTime): boolean {
  const { year } = time.toUTC();
  return time.isValid && year >= 1 && year <= 9999;
}

/** Parses a time from the tables. */
export function fromColumn(column: string): DateTime {
  return DateTime.fromISO(column, { zone: 'utc' });
}

/**
 * SQL for the present time by the database's clock, shifted by some seconds, in the format of the columns.
 *
 * @remarks
 *
 * Claims and fencing tokens use this clock: replicas whose clocks differ would otherwise take over each other's claims.
 */
export function databaseNow(knex: Knex, plusSeconds = 0): Knex.Raw<string> {
  switch (knex.client.config.client) {
    case 'pg':
      return knex.raw(
        `to_char(clock_timestamp() at time zone 'utc' + make_interval(secs => ?), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
        [plusSeconds],
      );
    default:
      return knex.raw(`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)`, [
        `${plusSeconds >= 0 ? '+' : ''}${plusSeconds} seconds`,
      ]);
  }
}

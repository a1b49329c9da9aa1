import { DateTime } from 'luxon';
import type { Knex } from 'knex';

/** Where the present comes from. Leases, warnings and grace go by it; tests inject one. */
export interface Clock {
  now(): DateTime;
}

/** The clock of this machine, in UTC. */
export const systemClock: Clock = { now: () => DateTime.utc() };

/**
 * A time as it stands in the tables: ISO 8601 in UTC with milliseconds.
 *
 * @throws Error for a time that is none, or of a year that has not four digits: its text would sort among the others wrongly, and what is
 * due then would never come
 */
export function toColumn(time: DateTime): string {
  const utc = time.toUTC();
  if (!isStorable(utc)) {
    throw new Error(`Not a time: ${time.invalidExplanation ?? time.toISO()}`);
  }
  return utc.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
}

/** Whether a time can stand in the tables. */
export function isStorable(time: DateTime): boolean {
  const { year } = time.toUTC();
  return time.isValid && year >= 1 && year <= 9999;
}

/** A time read from the tables. */
export function fromColumn(column: string): DateTime {
  return DateTime.fromISO(column, { zone: 'utc' });
}

/**
 * SQL for the present by the database's own clock, moved by some seconds, in the format of our columns.
 *
 * @remarks
 *
 * Claims and fencing tokens go by this clock: replicas whose clocks differ would otherwise steal from each other.
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

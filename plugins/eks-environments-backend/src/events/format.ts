import type { DateTime } from 'luxon';

/**
 * Formats a time, as in `Mon 23 Nov 2026, 12:00 UTC`.
 *
 * @remarks
 *
 * In UTC, because the text of an event is stored once for readers in all time zones.
 */
export function formatTime(time: DateTime): string {
  return time.toUTC().toFormat("ccc d LLL yyyy, HH:mm 'UTC'", { locale: 'en' });
}

/** Formats a count, as in `1 node` and `2 nodes`. */
export function formatCount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

import type { DateTime } from 'luxon';

/**
 * A time as people say it, as in `Mon 23 Nov 2026, 12:00 UTC`.
 *
 * @remarks
 *
 * An event has many readers, and its sentence is written once: hence UTC.
 */
export function formatTime(time: DateTime): string {
  return time.toUTC().toFormat("ccc d LLL yyyy, HH:mm 'UTC'", { locale: 'en' });
}

/** A number of things, as in `1 node` and `2 nodes`. */
export function formatCount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

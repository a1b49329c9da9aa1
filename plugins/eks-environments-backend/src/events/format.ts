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

/** Ends a text with a full stop unless it has one: timeline entries end without it, and mails and texts that follow need it. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

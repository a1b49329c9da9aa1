import { DateTime, Duration } from 'luxon';
import type { Translate } from '../translation';

const UNITS = [
  { text: 'format.days', seconds: 86_400 },
  { text: 'format.hours', seconds: 3_600 },
  { text: 'format.minutes', seconds: 60 },
  { text: 'format.seconds', seconds: 1 },
] as const;

/** The two largest units of a duration, as in `2 d 4 h`; `0 s` for zero. */
export function formatSeconds(seconds: number, t: Translate): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) {
      parts.push(t(unit.text, { number: String(count) }));
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ') || t('format.seconds', { number: '0' });
}

/** Formats an ISO 8601 duration, as in `2 d 4 h`. */
export function formatDuration(iso: string, t: Translate): string {
  return formatSeconds(durationSeconds(iso), t);
}

const LONG_UNITS = [
  { text: 'format.longDays', seconds: 86_400 },
  { text: 'format.longHours', seconds: 3_600 },
  { text: 'format.longMinutes', seconds: 60 },
] as const;

/** Formats an ISO 8601 duration in words, as in `1 day 12 hours`. */
export function formatLongDuration(iso: string, t: Translate): string {
  let rest = durationSeconds(iso);
  const parts = LONG_UNITS.flatMap(({ text, seconds }) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count > 0 ? [t(text, { count })] : [];
  });
  return parts.join(' ') || formatDuration(iso, t);
}

/** Joins the parts of a sentence, as in `1 day, 2 hours and 5 minutes`. */
export function formatList(parts: string[], t: Translate): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2
    ? last
    : t('format.and', { first: parts.slice(0, -1).join(', '), last });
}

/** @returns the length of an ISO 8601 duration in seconds, days counted as 24 hours */
export function durationSeconds(iso: string): number {
  return Duration.fromISO(iso).as('seconds');
}

/** Formats minutes and seconds of a running timer, as in `11:40`. */
export function formatStopwatch(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  return Duration.fromObject({ seconds: total }).toFormat(
    total < 3_600 ? 'm:ss' : 'h:mm:ss',
  );
}

/** Seconds from one ISO time to another; negative when `to` is earlier. */
export function secondsBetween(from: string, to: string | DateTime): number {
  const end = typeof to === 'string' ? DateTime.fromISO(to) : to;
  return end.diff(DateTime.fromISO(from)).as('seconds');
}

/** The largest unit of a duration, as in `18 min`. */
function formatLargestUnit(seconds: number, t: Translate): string {
  const { text, seconds: length } =
    UNITS.find(unit => seconds >= unit.seconds) ?? UNITS[UNITS.length - 1];
  return t(text, { number: String(Math.floor(seconds / length)) });
}

/** Formats a time relative to now, as in `in 2 d 4 h` or `18 min ago`: the rest of a lease matters to the hour, its past does not. */
export function formatRelative(
  iso: string,
  now: DateTime,
  t: Translate,
): string {
  const seconds = secondsBetween(now.toISO() ?? iso, iso);
  if (Math.abs(seconds) < 5) {
    return seconds > 0 ? t('format.soon') : t('format.justNow');
  }
  return seconds > 0
    ? t('format.in', { time: formatSeconds(seconds, t) })
    : t('format.ago', { time: formatLargestUnit(-seconds, t) });
}

/** Formats a time in the user's time zone, as in `Tue 24 Nov 2026, 09:00`. */
export function formatLocal(iso: string): string {
  return DateTime.fromISO(iso).toFormat('ccc d LLL yyyy, HH:mm');
}

/** Formats a time of today in the user's time zone, as in `09:00`; a day is added to another day's. */
export function formatTimeOfDay(millis: number): string {
  const time = DateTime.fromMillis(millis);
  return time.hasSame(DateTime.now(), 'day')
    ? time.toFormat('HH:mm')
    : time.toFormat('ccc d LLL, HH:mm');
}

/** Formats a time of today to the second in the user's time zone, as in `09:00:05`; a day is added to another day's. */
export function formatClock(iso: string): string {
  const time = DateTime.fromISO(iso);
  return time.hasSame(DateTime.now(), 'day')
    ? time.toFormat('HH:mm:ss')
    : time.toFormat('ccc d LLL, HH:mm:ss');
}

/** The user's time zone, as in `Europe/Vienna (UTC+1)`. */
export function formatZone(): string {
  return DateTime.now().toFormat("z '(UTC'Z')'");
}

/** Local time to the second with its zone, and the same in UTC. */
export function formatExact(iso: string): string {
  const local = DateTime.fromISO(iso);
  return `${local.toFormat('ccc d LLL yyyy, HH:mm:ss (z)')} · ${local
    .toUTC()
    .toFormat('yyyy-MM-dd HH:mm:ss')} UTC`;
}

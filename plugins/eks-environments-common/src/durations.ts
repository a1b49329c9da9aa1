/**
 * The format of a duration from a user, as the end of a sentence that starts with the field.
 *
 * @public
 */
export const DURATION_RULE =
  'must be a duration of weeks, days, hours and minutes such as P5D or PT36H';

/**
 * The longest accepted duration: ten years of 365 days.
 *
 * @public
 */
export const LONGEST_DURATION = 'P3650D';

const MINUTES = { weeks: 7 * 24 * 60, days: 24 * 60, hours: 60, minutes: 1 };
const LONGEST_MINUTES = 3650 * MINUTES.days;

// Nine digits exceed the longest duration and are exact in every sum.
const DURATION =
  /^P(?=.)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?)?$/;

/**
 * A parsed duration, or what is wrong with it.
 *
 * @public
 */
export type DurationReading =
  | {
      kind: 'duration';
      /** The canonical form: days, hours and minutes in ISO 8601, so that equal durations are equal strings. */
      duration: string;
      minutes: number;
    }
  | {
      kind: 'invalid';
      /** The end of a sentence that starts with the field. */
      problem: string;
    };

/**
 * The units of a duration; non-negative integers.
 *
 * @public
 */
export interface DurationUnits {
  weeks?: number;
  days?: number;
  hours?: number;
  minutes?: number;
}

/**
 * Parses a duration from a user: ISO 8601 with only weeks, days, hours and minutes.
 *
 * @remarks
 *
 * Years and months have no fixed length. Signs and fractions could cancel out or overflow. A day has 24 hours, since times are in UTC.
 *
 * @public
 */
export function parseDuration(text: string): DurationReading {
  const match = DURATION.exec(text);
  if (!match) {
    return { kind: 'invalid', problem: `${DURATION_RULE}, not ${shown(text)}` };
  }
  const [weeks, days, hours, minutes] = match
    .slice(1)
    .map(digits => Number(digits ?? 0));
  return toDuration({ weeks, days, hours, minutes });
}

/**
 * The canonical form of a duration given in units.
 *
 * @public
 */
export function toDuration(units: DurationUnits): DurationReading {
  const { weeks = 0, days = 0, hours = 0, minutes = 0 } = units;
  const counts = [weeks, days, hours, minutes];
  if (!counts.every(count => Number.isSafeInteger(count) && count >= 0)) {
    return { kind: 'invalid', problem: `${DURATION_RULE}, in whole numbers` };
  }
  const total =
    weeks * MINUTES.weeks +
    days * MINUTES.days +
    hours * MINUTES.hours +
    minutes;
  if (total < 1) {
    return { kind: 'invalid', problem: 'must be at least a minute (PT1M)' };
  }
  if (total > LONGEST_MINUTES) {
    return { kind: 'invalid', problem: `must be at most ${LONGEST_DURATION}` };
  }
  return { kind: 'duration', duration: formatMinutes(total), minutes: total };
}

/** @param total - a positive integer */
function formatMinutes(total: number): string {
  const days = Math.floor(total / MINUTES.days);
  const hours = Math.floor((total % MINUTES.days) / MINUTES.hours);
  const minutes = total % MINUTES.hours;
  const date = days > 0 ? `${days}D` : '';
  const time = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
  ].join('');
  return `P${date}${time === '' ? '' : `T${time}`}`;
}

const MOST_SHOWN = 40; // characters

function shown(text: string): string {
  return JSON.stringify(
    text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text,
  );
}

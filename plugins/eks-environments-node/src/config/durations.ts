import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { toDuration } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';

/** Node's timers fire at once when they are set to longer than 2^31 - 1 ms. */
const LONGEST_TIMER = Duration.fromObject({ days: 24 });

const MS_PER_MINUTE = 60_000;

/**
 * Reads a duration, or returns the given default if the key is not configured.
 *
 * @param longest - the maximum; by default the longest delay of a timer
 * @throws InputError naming the key
 * @public
 */
export function readDuration(
  config: Config,
  key: string,
  fallback: Duration,
  longest: Duration = LONGEST_TIMER,
): Duration {
  if (!config.has(key)) {
    return fallback;
  }
  const milliseconds = readMilliseconds(config, key);
  if (milliseconds < 1 || milliseconds > longest.toMillis()) {
    throw new InputError(
      `${key} must be longer than nothing and at most ${longest.toISO()}`,
    );
  }
  return Duration.fromObject({ milliseconds }).rescale();
}

/**
 * Reads a limit on a duration that users enter, in whole minutes.
 *
 * @throws InputError naming the key
 * @public
 */
export function readLimit(config: Config, key: string): Duration | undefined {
  if (!config.has(key)) {
    return undefined;
  }
  const reading = toDuration({
    minutes: readMilliseconds(config, key) / MS_PER_MINUTE,
  });
  if (reading.kind === 'invalid') {
    throw new InputError(`${key} ${reading.problem}`);
  }
  return Duration.fromISO(reading.duration);
}

/** @throws InputError for years and months, which are no fixed time, and for signs and fractions */
function readMilliseconds(config: Config, key: string): number {
  const units = readDurationFromConfig(config, { key });
  const { years, months, ...fixed } = units;
  const isExact = Object.values(units).every(
    count => Number.isSafeInteger(count) && count >= 0,
  );
  if (years !== undefined || months !== undefined || !isExact) {
    throw new InputError(
      `${key} must be a duration of weeks, days, hours, minutes, seconds and milliseconds in whole numbers, such as { days: 5 }; years and months are no fixed time`,
    );
  }
  return Duration.fromObject(fixed).toMillis();
}

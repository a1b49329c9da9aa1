import { type Config, readDurationFromConfig } from '@backstage/config';
import { Duration } from 'luxon';

/** A duration of the configuration, or the given one where the configuration says nothing. */
export function readDuration(
  config: Config,
  key: string,
  fallback: Duration,
): Duration {
  return readOptionalDuration(config, key) ?? fallback;
}

/** A duration of the configuration. */
export function readOptionalDuration(
  config: Config,
  key: string,
): Duration | undefined {
  return config.has(key)
    ? Duration.fromObject(readDurationFromConfig(config, { key }))
    : undefined;
}

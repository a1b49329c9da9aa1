import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads a count, or returns the given default if the key is not configured.
 *
 * @throws InputError naming the key when its value is not a positive integer
 */
export function readCount(
  config: Config,
  key: string,
  fallback: number,
): number {
  return readOptionalCount(config, key) ?? fallback;
}

/**
 * Reads a count.
 *
 * @param name - the whole key, where the configuration given is a part
 * @throws InputError naming the key when its value is not a positive integer
 */
export function readOptionalCount(
  config: Config,
  key: string,
  name: string = key,
): number | undefined {
  const count = config.getOptionalNumber(key);
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
    throw new InputError(
      `${name} must be a whole number from 1 on, not ${count}`,
    );
  }
  return count;
}

/** The maximum number of attempts of an operation. The engine applies it, and pages show it. */
export function readAttempts(config: Config): number {
  return readCount(config, 'eksEnvironments.engine.attempts', 3);
}

import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * A number of things, or the given one where the configuration says nothing.
 *
 * @throws InputError naming the key when it is not a whole number from 1 on
 */
export function readCount(
  config: Config,
  key: string,
  fallback: number,
): number {
  return readOptionalCount(config, key) ?? fallback;
}

/**
 * A number of things.
 *
 * @param name - the whole key, where the configuration given is a part
 * @throws InputError naming the key when it is not a whole number from 1 on
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

/** How often an operation is tried before it counts as failed: the engine goes by it, and the pages tell it. */
export function readAttempts(config: Config): number {
  return readCount(config, 'eksEnvironments.engine.attempts', 3);
}

import type { Config } from '@backstage/config';
import { Duration } from 'luxon';
import { readDuration } from 'backstage-plugin-eks-environments-node';
import { PlanPreflight } from './PlanPreflight';
import type { RegionFactsDirectory } from './RegionFactsDirectory';

/**
 * Creates the preflight as configured; undefined if it is disabled.
 *
 * @throws InputError naming the key that is wrong
 */
export function createPreflight(options: {
  config: Config;
  facts: RegionFactsDirectory;
}): PlanPreflight | undefined {
  const { config } = options;
  const enabled =
    config.getOptionalBoolean('eksEnvironments.preflight.enabled') ?? true;
  const timeout = readPreflightTimeout(config);
  return enabled ? new PlanPreflight({ ...options, timeout }) : undefined;
}

/**
 * How long a plan waits for AWS.
 *
 * @throws InputError naming the key that is wrong
 */
export function readPreflightTimeout(config: Config): Duration {
  return readDuration(
    config,
    'eksEnvironments.preflight.timeout',
    Duration.fromObject({ seconds: 3 }),
  );
}

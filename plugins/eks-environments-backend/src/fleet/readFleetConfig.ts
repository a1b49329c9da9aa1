import type { Config } from '@backstage/config';
import { Duration } from 'luxon';
import { readDuration } from '../config';

/** How often AWS and the clusters are looked at. */
export interface FleetConfig {
  /** Between two comparisons of AWS with the records. */
  interval: Duration;
  /** Between two looks at one cluster's health. */
  healthInterval: Duration;
}

export function readFleetConfig(config: Config): FleetConfig {
  return {
    interval: readDuration(
      config,
      'eksEnvironments.fleet.interval',
      Duration.fromObject({ minutes: 5 }),
    ),
    healthInterval: readDuration(
      config,
      'eksEnvironments.fleet.healthInterval',
      Duration.fromObject({ minutes: 1 }),
    ),
  };
}

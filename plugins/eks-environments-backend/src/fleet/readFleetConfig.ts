import type { Config } from '@backstage/config';
import { Duration } from 'luxon';
import { readDuration } from '../config';

/** How often reconciliation and health checks run. */
export interface FleetConfig {
  /** Between two reconciliations. */
  interval: Duration;
  /** Between two health checks of one environment. */
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

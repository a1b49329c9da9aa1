import type { Config } from '@backstage/config';
import { LONGEST_DURATION } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import {
  type EngineLimits,
  readAttempts,
  readCount,
  readDuration,
  readEngineLimits,
} from '../config';
import type { LogLimits } from './LogLimit';

/** The configuration of the engine, the reaper and the outbox. */
export interface EngineConfig {
  limits: EngineLimits;
  claim: Duration;
  pollInterval: Duration;
  reaperInterval: Duration;
  attempts: number;
  takeovers: number;
  backoff: Duration;
  log: { limits: LogLimits; retention: Duration };
  notificationInterval: Duration;
  /** How long a message that was delivered is kept. */
  notificationRetention: Duration;
  /** Entity references. */
  operators: string[];
}

/** Far longer than anybody keeps a log or a message, and within the range of a date. */
const LONGEST_RETENTION = Duration.fromISO(LONGEST_DURATION);

/** @throws InputError naming the key that is wrong */
export function readEngineConfig(config: Config): EngineConfig {
  const duration = (key: string, fallback: Duration) =>
    readDuration(config, `eksEnvironments.${key}`, fallback);
  const seconds = (count: number) => Duration.fromObject({ seconds: count });
  return {
    limits: readEngineLimits(config),
    claim: duration('engine.claim', seconds(30)),
    pollInterval: duration('engine.pollInterval', seconds(2)),
    reaperInterval: duration('engine.reaperInterval', seconds(15)),
    attempts: readAttempts(config),
    takeovers: readCount(config, 'eksEnvironments.engine.takeovers', 5),
    backoff: duration('engine.backoff', seconds(30)),
    log: {
      limits: {
        lines: readCount(
          config,
          'eksEnvironments.engine.log.maximumLines',
          20_000,
        ),
        bytes: readCount(
          config,
          'eksEnvironments.engine.log.maximumBytes',
          5_000_000,
        ),
      },
      retention: readDuration(
        config,
        'eksEnvironments.engine.log.retention',
        Duration.fromObject({ days: 90 }),
        LONGEST_RETENTION,
      ),
    },
    notificationInterval: duration('notifications.interval', seconds(5)),
    notificationRetention: readDuration(
      config,
      'eksEnvironments.notifications.retention',
      Duration.fromObject({ days: 30 }),
      LONGEST_RETENTION,
    ),
    operators:
      config.getOptionalStringArray(
        'eksEnvironments.notifications.operators',
      ) ?? [],
  };
}

import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
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
  /** Absolute path. */
  eksctlPath: string;
  eksctlTimeout: Duration;
  silence: Duration;
  deletionTimeout: Duration;
  verifyFor: Duration;
  propagation: Duration;
  sweepFor: Duration;
  limits: EngineLimits;
  claim: Duration;
  pollInterval: Duration;
  watchInterval: Duration;
  reaperInterval: Duration;
  attempts: number;
  takeovers: number;
  backoff: Duration;
  workingDirectory: string;
  log: { limits: LogLimits; retention: Duration };
  notificationInterval: Duration;
  /** Entity references. */
  operators: string[];
}

/** Far longer than anybody keeps a log, and within the range of a date. */
const LONGEST_RETENTION = Duration.fromISO(LONGEST_DURATION);

/** @throws InputError naming the key that is wrong */
export function readEngineConfig(config: Config): EngineConfig {
  const duration = (key: string, fallback: Duration) =>
    readDuration(config, `eksEnvironments.${key}`, fallback);
  const seconds = (count: number) => Duration.fromObject({ seconds: count });
  return {
    eksctlPath: locateExecutable(
      config.getOptionalString('eksEnvironments.eksctl.path') ?? 'eksctl',
    ),
    eksctlTimeout: duration(
      'eksctl.timeout',
      Duration.fromObject({ minutes: 40 }),
    ),
    silence: duration('eksctl.silence', Duration.fromObject({ minutes: 5 })),
    deletionTimeout: duration(
      'eksctl.deletionTimeout',
      Duration.fromObject({ hours: 1 }),
    ),
    verifyFor: duration(
      'engine.verifyFor',
      Duration.fromObject({ minutes: 10 }),
    ),
    propagation: duration('engine.propagation', seconds(60)),
    sweepFor: duration('engine.sweepFor', Duration.fromObject({ minutes: 10 })),
    limits: readEngineLimits(config),
    claim: duration('engine.claim', seconds(30)),
    pollInterval: duration('engine.pollInterval', seconds(2)),
    watchInterval: duration('engine.watchInterval', seconds(15)),
    reaperInterval: duration('engine.reaperInterval', seconds(15)),
    attempts: readAttempts(config),
    takeovers: readCount(config, 'eksEnvironments.engine.takeovers', 5),
    backoff: duration('engine.backoff', seconds(30)),
    workingDirectory:
      config.getOptionalString('eksEnvironments.engine.workingDirectory') ??
      join(tmpdir(), 'eks-environments'),
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
    operators:
      config.getOptionalStringArray(
        'eksEnvironments.notifications.operators',
      ) ?? [],
  };
}

/** Keeps a path, and searches the PATH for a bare name. A missing file is reported when it is run. */
function locateExecutable(name: string): string {
  if (name.includes('/')) {
    return resolve(name);
  }
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map(directory => join(directory, name))
    .find(isExecutable);
  return found ?? name;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { readDuration } from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';

/** The configuration of the procedures. */
export interface EksctlConfig {
  /** Absolute path. */
  eksctlPath: string;
  eksctlTimeout: Duration;
  silence: Duration;
  deletionTimeout: Duration;
  verifyFor: Duration;
  propagation: Duration;
  sweepFor: Duration;
  watchInterval: Duration;
  workingDirectory: string;
}

/** @throws InputError naming the key that is wrong */
export function readEksctlConfig(config: Config): EksctlConfig {
  const duration = (
    key: string,
    fallback: Parameters<typeof Duration.fromObject>[0],
  ) =>
    readDuration(
      config,
      `eksEnvironments.${key}`,
      Duration.fromObject(fallback),
    );
  return {
    eksctlPath: locateExecutable(
      config.getOptionalString('eksEnvironments.eksctl.path') ?? 'eksctl',
    ),
    eksctlTimeout: duration('eksctl.timeout', { minutes: 40 }),
    silence: duration('eksctl.silence', { minutes: 5 }),
    deletionTimeout: duration('eksctl.deletionTimeout', { hours: 1 }),
    verifyFor: duration('engine.verifyFor', { minutes: 10 }),
    propagation: duration('engine.propagation', { seconds: 60 }),
    sweepFor: duration('engine.sweepFor', { minutes: 10 }),
    watchInterval: duration('engine.watchInterval', { seconds: 15 }),
    workingDirectory:
      config.getOptionalString('eksEnvironments.engine.workingDirectory') ??
      join(tmpdir(), 'eks-environments'),
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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { LocalEksctlRunner } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import type { AccountDirectory } from '../accounts';
import { readDuration } from 'backstage-plugin-eks-environments-node';
import type { Clock } from 'backstage-plugin-eks-environments-node';
import { readEksctlConfig } from '../readEksctlConfig';
import { EksctlDryRun } from './EksctlDryRun';
import type { DryRun } from './types';

/**
 * Creates the check of plans with the engine's eksctl; undefined if it is disabled.
 *
 * @throws InputError naming the key that is wrong
 */
export function createDryRun(options: {
  config: Config;
  accounts: AccountDirectory;
  clock: Clock;
  logger: LoggerService;
  /** The environment of this process. */
  environment: NodeJS.ProcessEnv;
}): DryRun | undefined {
  const { config, logger, environment } = options;
  const isEnabled =
    config.getOptionalBoolean('eksEnvironments.eksctl.dryRun.enabled') ?? true;
  const timeout = readDuration(
    config,
    'eksEnvironments.eksctl.dryRun.timeout',
    Duration.fromObject({ seconds: 10 }),
  );
  if (!isEnabled) {
    return undefined;
  }
  const { eksctlPath, workingDirectory } = readEksctlConfig(config);
  const runner = new LocalEksctlRunner({
    eksctlPath,
    workingDirectory,
    environment,
    onWarning: (message, error) => logger.warn(message, error),
  });
  return new EksctlDryRun({ ...options, runner, timeout });
}

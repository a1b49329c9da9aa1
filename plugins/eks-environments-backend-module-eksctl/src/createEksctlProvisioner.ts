import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import type {
  Clock,
  Provisioner,
} from 'backstage-plugin-eks-environments-node';
import { removeAbandonedRuns } from 'backstage-plugin-eksctl-node';
import { type AccountDirectory, readAwsAccounts } from './accounts';
import { createDryRun } from './dryRun';
import { eksctlProvisioner } from './eksctlProvisioner';
import { readPrices } from './planning/readPrices';
import {
  AwsRegionLookup,
  createPreflight,
  readPreflightTimeout,
  RegionFactsDirectory,
} from './preflight';
import { EksctlCheck } from './readiness/EksctlCheck';
import { EksctlReadiness } from './readiness/EksctlReadiness';
import { WorkingDirectoryCheck } from './readiness/WorkingDirectoryCheck';
import { readEksctlConfig } from './readEksctlConfig';

/** The provisioner of EKS clusters by eksctl, with its scheduled task. */
export interface RunningEksctlProvisioner {
  provisioner: Provisioner;
  /** Removes the files of eksctl runs whose process was killed; for a schedule. */
  removeAbandonedRuns(): Promise<void>;
}

/**
 * Creates the provisioner as configured.
 *
 * @throws InputError naming the key that is wrong
 */
export function createEksctlProvisioner(options: {
  config: Config;
  accounts: AccountDirectory;
  clock: Clock;
  logger: LoggerService;
  /** The environment of this process. eksctl inherits the variables for AWS endpoints and network access. */
  environment: NodeJS.ProcessEnv;
}): RunningEksctlProvisioner {
  const { config: rootConfig, logger } = options;
  const config = readEksctlConfig(rootConfig);
  const { eksctlPath, workingDirectory } = config;
  const facts = new RegionFactsDirectory(options);
  const dryRun = createDryRun(options);
  const readiness = new EksctlReadiness({
    eksctl: new EksctlCheck({ path: eksctlPath }),
    workingDirectory: new WorkingDirectoryCheck({
      directory: workingDirectory,
    }),
    logger,
  });
  const provisioner = eksctlProvisioner({
    planning: {
      accounts: readAwsAccounts(rootConfig),
      regions: new AwsRegionLookup({
        facts,
        timeout: readPreflightTimeout(rootConfig),
      }),
      prices: readPrices(rootConfig),
      preflight: createPreflight({ config: rootConfig, facts }),
      dryRun,
    },
    procedures: { ...options, config, readiness, dryRun },
  });
  return {
    provisioner: { ...provisioner, checkReadiness: () => readiness.check() },
    removeAbandonedRuns: () => removeRuns(workingDirectory, logger),
  };
}

async function removeRuns(
  workingDirectory: string,
  logger: LoggerService,
): Promise<void> {
  try {
    const removed = await removeAbandonedRuns(workingDirectory);
    if (removed.length > 0) {
      logger.info(
        `Removed ${removed.length} directories of eksctl runs whose process was killed`,
      );
    }
  } catch (error) {
    logger.warn(
      `Abandoned directories in ${workingDirectory} could not be removed`,
      toError(error),
    );
  }
}

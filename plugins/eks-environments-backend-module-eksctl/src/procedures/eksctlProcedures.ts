import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Provisioner,
  pause,
} from 'backstage-plugin-eks-environments-node';
import {
  type EksctlRunner,
  LocalEksctlRunner,
} from 'backstage-plugin-eksctl-node';
import type { AccountDirectory } from '../accounts';
import type { Clock } from 'backstage-plugin-eks-environments-node';
import type { DryRun } from '../dryRun';
import type { EksctlConfig } from '../readEksctlConfig';
import type { EksctlReadiness } from '../readiness/EksctlReadiness';
import { failureOfError } from '../failures/failureOfError';
import { clearEarlier } from './clearEarlier';
import { createCluster } from './createCluster';
import { CreatePreflight } from './CreatePreflight';
import { deleteCluster } from './deleteCluster';
import { EksctlCommands } from './EksctlCommands';
import { createPhases, deletePhases } from './phases';
import type { ProcedureOptions } from './ProcedureOptions';

/** The dependencies of eksctl's procedures. */
export interface EksctlProceduresOptions {
  clock: Clock;
  logger: LoggerService;
  config: EksctlConfig;
  accounts: AccountDirectory;
  /** Whether this replica can run eksctl. */
  readiness: Pick<EksctlReadiness, 'isReady' | 'startFailed'>;
  /** Omitted: eksctl does not check a config before a creation. */
  dryRun?: DryRun;
  /** The environment of this process. */
  environment: NodeJS.ProcessEnv;
  /** Omitted: eksctl on this machine. */
  runner?: EksctlRunner;
}

/** How eksctl creates and deletes clusters. */
export function eksctlProcedures(
  procedures: ProcedureOptions,
  { readiness }: Pick<EksctlProceduresOptions, 'readiness'>,
): Pick<Provisioner, 'create' | 'delete'> {
  return {
    create: {
      phases: createPhases,
      canRun: () => readiness.isReady(),
      classifyError: failureOfError,
      run: async context => {
        await procedures.eksctl.settleEarlierRun(context);
        return (
          (await clearEarlier(context, procedures)) ??
          createCluster(context, procedures)
        );
      },
    },
    // A deletion continues without eksctl if it must, so it needs no executor: it ends costs.
    delete: {
      phases: deletePhases,
      classifyError: failureOfError,
      run: async context => {
        await procedures.eksctl.settleEarlierRun(context);
        return deleteCluster(context, procedures);
      },
    },
  };
}

/** The dependencies and settings of all procedures of a replica. */
export function toProcedureOptions(
  options: EksctlProceduresOptions,
): ProcedureOptions {
  const { config, clock, accounts } = options;
  return {
    accounts,
    clock,
    pause,
    eksctl: createEksctlCommands(options),
    preflight: new CreatePreflight(options),
    watchMs: config.watchInterval.toMillis(),
    verifyFor: config.verifyFor,
    propagation: config.propagation,
    silence: config.silence,
    deletionTimeout: config.deletionTimeout,
    sweepFor: config.sweepFor,
    eksctlTimeout: `${Math.ceil(config.eksctlTimeout.toMillis() / 1000)}s`,
  };
}

function createEksctlCommands({
  config,
  readiness,
  logger,
  environment,
  runner,
}: EksctlProceduresOptions): EksctlCommands {
  return new EksctlCommands({
    readiness,
    runner:
      runner ??
      new LocalEksctlRunner({
        eksctlPath: config.eksctlPath,
        workingDirectory: config.workingDirectory,
        environment,
        onWarning: (message, error) => logger.warn(message, error),
      }),
  });
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import {
  type EksctlRunner,
  LocalEksctlRunner,
} from 'backstage-plugin-eksctl-node';
import type { AccountDirectory } from '../accounts';
import type { CircuitBreakers } from '../breakers';
import type { Clock } from '../database';
import type { DryRun } from '../dryRun';
import type { EngineConfig } from '../engine';
import { pause } from '../engine/pause';
import type { EventRecorder } from '../events/types';
import type { ExecutorReadiness } from '../executors';
import { createOperationType } from '../operations/create';
import { deleteOperationType } from '../operations/delete';
import type { QuotaLedger } from '../quotas';
import { clearEarlier } from './clearEarlier';
import { createCluster } from './createCluster';
import { CreatePreflight } from './CreatePreflight';
import { deleteCluster } from './deleteCluster';
import { EksctlCommands } from './EksctlCommands';
import { createPhases, deletePhases } from './phases';
import type { ProcedureOptions } from './ProcedureOptions';

/** The dependencies of eksctl's operation types. */
export interface EksctlOperationTypesOptions {
  clock: Clock;
  logger: LoggerService;
  config: EngineConfig;
  installation: string;
  accounts: AccountDirectory;
  ledger: QuotaLedger;
  events: EventRecorder;
  breakers: CircuitBreakers;
  /** Whether this replica can run eksctl. */
  executor: ExecutorReadiness;
  /** Omitted: eksctl does not check a config before a creation. */
  dryRun?: DryRun;
  /** Omitted: eksctl on this machine. */
  runner?: EksctlRunner;
}

/** The operation types that create and delete clusters with eksctl. */
export function eksctlOperationTypes(
  options: EksctlOperationTypesOptions,
): AnyOperationType[] {
  const { executor } = options;
  const procedures = toProcedureOptions(options);
  return [
    createOperationType(
      {
        phases: createPhases,
        canRun: () => executor.isReady(),
        run: async context => {
          await procedures.eksctl.settleEarlierRun(context);
          return (
            (await clearEarlier(context, procedures)) ??
            createCluster(context, procedures)
          );
        },
      },
      options,
    ),
    // A deletion continues without eksctl if it must, so it needs no executor: it ends costs.
    deleteOperationType(
      {
        phases: deletePhases,
        run: async context => {
          await procedures.eksctl.settleEarlierRun(context);
          return deleteCluster(context, procedures);
        },
      },
      options,
    ),
  ];
}

function toProcedureOptions(
  options: EksctlOperationTypesOptions,
): ProcedureOptions {
  const { config, installation, clock, accounts } = options;
  return {
    accounts,
    clock,
    installation,
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
  executor,
  logger,
  runner,
}: EksctlOperationTypesOptions): EksctlCommands {
  return new EksctlCommands({
    executor,
    runner:
      runner ??
      new LocalEksctlRunner({
        eksctlPath: config.eksctlPath,
        workingDirectory: config.workingDirectory,
        environment: process.env,
        onWarning: (message, error) => logger.warn(message, error),
      }),
  });
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type EksctlRunner,
  LocalEksctlRunner,
} from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import type { AccountDirectory } from '../accounts';
import { CircuitBreakers } from '../breakers';
import type { Clock } from '../database';
import type { DryRun } from '../dryRun';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { ExecutorReadiness } from '../executors';
import type { QuotaLedger } from '../quotas';
import { CreatePreflight } from './CreatePreflight';
import { EksctlCommands } from './EksctlCommands';
import { Engine } from './Engine';
import { OperationStore } from './OperationStore';
import { pause } from './pause';
import { createProcedures } from './procedures';
import type { EngineConfig } from './readEngineConfig';
import { Settlement } from './Settlement';
import type { Procedure, RunnableKind } from './types';

// With as much again until a viewer's feed looks, a line is on the page within a second.
const JOURNAL_INTERVAL_MS = 400;

/** What the engine is made of. */
export interface EngineOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  config: EngineConfig;
  installation: string;
  accounts: AccountDirectory;
  ledger: QuotaLedger;
  events: EventRecorder;
  changes: ChangePublisher;
  /** Names this replica to operators. */
  replica: string;
  executor: ExecutorReadiness;
  /** Left out: eksctl does not check a config before a creation. */
  dryRun?: DryRun;
  /** Left out: eksctl on this machine. */
  runner?: EksctlRunner;
  /** Left out: as this package does it. */
  procedures?: Record<RunnableKind, Procedure>;
}

/** An engine that is not started yet. */
export function createEngine(options: EngineOptions): Engine {
  const { knex, clock, logger, config, events, changes, ledger } = options;
  const claimMs = config.claim.toMillis();
  const breakers = new CircuitBreakers({
    knex,
    firstBackoffSeconds: config.backoff.as('seconds'),
  });
  return new Engine({
    knex,
    clock,
    logger,
    changes,
    pause,
    claimMs,
    journalMs: JOURNAL_INTERVAL_MS,
    logLimits: config.log.limits,
    concurrency: config.limits.concurrency,
    executor: options.executor,
    pollMs: config.pollInterval.toMillis(),
    store: new OperationStore({
      knex,
      replica: options.replica,
      claimSeconds: claimMs / 1000,
      limits: config.limits,
    }),
    settlement: new Settlement({
      knex,
      clock,
      events,
      changes,
      ledger,
      breakers,
      maximumAttempts: config.attempts,
      firstBackoffSeconds: config.backoff.toMillis() / 1000,
    }),
    procedures:
      options.procedures ??
      createProcedures({
        knex,
        accounts: options.accounts,
        eksctl: createEksctlCommands(options),
        preflight: new CreatePreflight({
          breakers,
          dryRun: options.dryRun,
          installation: options.installation,
        }),
        clock,
        pause,
        watchMs: config.watchInterval.toMillis(),
        verifyFor: config.verifyFor,
        propagation: config.propagation,
        silence: config.silence,
        deletionTimeout: config.deletionTimeout,
        takeovers: config.takeovers,
        sweepFor: config.sweepFor,
        eksctlTimeout: `${Math.ceil(config.eksctlTimeout.toMillis() / 1000)}s`,
        installation: options.installation,
      }),
  });
}

function createEksctlCommands({
  config,
  executor,
  logger,
  runner,
}: EngineOptions): EksctlCommands {
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

import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type OperationQueue,
  pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { CircuitBreakers } from '../breakers';
import type { Clock } from '../database';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type {
  LocalCapabilities,
  OperationTypes,
  RunnableOperations,
} from '../operations';
import { queueRequestedDeletion } from '../operations/delete';
import { Engine } from './Engine';
import { OperationStore } from './OperationStore';
import type { EngineConfig } from './readEngineConfig';
import { Settlement } from './Settlement';

// Together with a viewer's poll, which takes as long again, a line is on the page within a second.
const JOURNAL_INTERVAL_MS = 400;
const SETTLEMENT_TRIES = 3;
// Longer than it takes to end a process and to read what it did. Documented with the rules for `run`.
const STOP_GRACE_MS = 300_000;
// The worker keeps its place meanwhile.
const LONGEST_FIRST_BACKOFF_MS = 1_000;

/** The dependencies of an engine. */
export interface EngineOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  config: EngineConfig;
  types: OperationTypes;
  /** What this replica can run now. */
  capabilities: LocalCapabilities;
  /** What some live replica can run now. */
  runnable: RunnableOperations;
  operations: OperationQueue;
  breakers: CircuitBreakers;
  /** The installation in the ownership tags. */
  installation: string;
  events: EventRecorder;
  changes: ChangePublisher;
  /** The name of this replica, for operators. */
  replica: string;
}

/** Creates an engine that is not started yet. */
export function createEngine(options: EngineOptions): Engine {
  const { knex, clock, logger, config, types, events, changes } = options;
  const claimMs = config.claim.toMillis();
  return new Engine({
    knex,
    clock,
    logger,
    changes,
    types,
    capabilities: options.capabilities,
    pause,
    stopGraceMs: STOP_GRACE_MS,
    installation: options.installation,
    breakers: options.breakers,
    claimMs,
    journalMs: JOURNAL_INTERVAL_MS,
    logLimits: config.log.limits,
    concurrency: config.limits.concurrency,
    maximumTakeovers: config.takeovers,
    settlementRetries: {
      tries: SETTLEMENT_TRIES,
      firstBackoffMs: Math.min(
        config.backoff.toMillis(),
        LONGEST_FIRST_BACKOFF_MS,
      ),
    },
    pollMs: config.pollInterval.toMillis(),
    store: new OperationStore({
      knex,
      types,
      runnable: options.runnable,
      replica: options.replica,
      claimSeconds: claimMs / 1000,
      limits: config.limits,
    }),
    settlement: new Settlement({
      knex,
      clock,
      types,
      events,
      changes,
      operations: options.operations,
      pause,
      breakers: options.breakers,
      queueRequestedDeletion,
      maximumAttempts: config.attempts,
      firstBackoffSeconds: config.backoff.toMillis() / 1000,
    }),
  });
}

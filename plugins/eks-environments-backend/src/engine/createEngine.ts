import type { LoggerService } from '@backstage/backend-plugin-api';
import type { OperationQueue } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { CircuitBreakers } from '../breakers';
import type { Clock } from '../database';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { OperationTypes } from '../operations';
import type { ProvisionerRegistry } from '../provisioners';
import { beginRequestedDeletion } from '../operations/delete';
import { Engine } from './Engine';
import { OperationStore } from './OperationStore';
import { pause } from './pause';
import type { EngineConfig } from './readEngineConfig';
import { Settlement } from './Settlement';

// Together with a viewer's poll, which takes as long again, a line is on the page within a second.
const JOURNAL_INTERVAL_MS = 400;

/** The dependencies of an engine. */
export interface EngineOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  config: EngineConfig;
  types: OperationTypes;
  provisioners: ProvisionerRegistry;
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
    provisioners: options.provisioners,
    pause,
    installation: options.installation,
    breakers: options.breakers,
    claimMs,
    journalMs: JOURNAL_INTERVAL_MS,
    logLimits: config.log.limits,
    concurrency: config.limits.concurrency,
    maximumTakeovers: config.takeovers,
    pollMs: config.pollInterval.toMillis(),
    store: new OperationStore({
      knex,
      types,
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
      breakers: options.breakers,
      beginRequestedDeletion,
      maximumAttempts: config.attempts,
      firstBackoffSeconds: config.backoff.toMillis() / 1000,
    }),
  });
}

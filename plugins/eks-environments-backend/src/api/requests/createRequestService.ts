import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { OwnerDirectory } from '../../access';
import type { CallerResolver } from '../../access/callers';
import type { ApprovalRuleRegistry } from '../../approvals/ApprovalRuleRegistry';
import { RequestDecisions } from '../../approvals/RequestDecisions';
import type { BlueprintStore } from '../../blueprints';
import type { ServiceConfig } from '../../serviceConfig';
import type { Clock } from '../../database';
import type { EnvironmentCommands } from '../../environments/types';
import { type DryRun } from '../../dryRun';
import { DryRunPlanner } from '../../requests/planning';
import type { Planner } from '../../requests/Planner';
import type { ChangePublisher, EventRecorder } from '../../events/types';
import { type ExecutorStore } from '../../executors';
import { ExecutorPlanner } from '../../requests/planning';
import type { IdempotencyKeys } from '../../idempotency/IdempotencyKeys';
import { type PlanPreflight } from '../../preflight';
import { PreflightPlanner } from '../../requests/planning';
import type { DatabaseQuotaLedger, QuotaDimensionRegistry } from '../../quotas';
import type { RegionLookup } from '../../preflight/regionAnswers';
import { RequestCreator } from '../../requests/RequestCreator';
import { RequestPlanner } from '../../requests/RequestPlanner';
import { RequestReader } from '../../requests/RequestReader';
import { RequestResolver } from '../../requests/RequestResolver';
import type { RequestTypes } from '../../requests/RequestTypes';
import { createRequestTypes } from '../../requests/types';
import { RequestService } from './RequestService';

interface RequestServiceOptions {
  knex: Knex;
  clock: Clock;
  config: ServiceConfig;
  installation: string;
  blueprints: BlueprintStore;
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  rules: ApprovalRuleRegistry;
  regions: RegionLookup;
  /** Omitted: plans have no check by eksctl. */
  dryRun?: DryRun;
  /** Omitted: plans have no preflight. */
  preflight?: PlanPreflight;
  events: EventRecorder;
  changes: ChangePublisher;
  callers: CallerResolver;
  owners: OwnerDirectory;
  executors: ExecutorStore;
  commands: EnvironmentCommands;
  keys: IdempotencyKeys;
  logger: LoggerService;
}

/** The service with the parts of it that others use. */
export interface RequestParts {
  requests: RequestService;
  decisions: RequestDecisions;
  types: RequestTypes;
}

/** Plans pass these checks, each on the result of the one before: values and prices, AWS, live executors, eksctl's dry run. */
export function createRequestService(
  options: RequestServiceOptions,
): RequestParts {
  const { knex, clock, config, blueprints, ledger, preflight, dryRun } =
    options;
  const { commands, keys, events, changes, logger } = options;
  const environmentPlanner = new RequestPlanner({
    knex,
    config,
    installation: options.installation,
    resolver: new RequestResolver({
      config,
      blueprints,
      owners: options.owners,
    }),
    ledger,
    dimensions: options.dimensions,
    rules: options.rules,
    regions: options.regions,
  });
  const types = createRequestTypes({
    knex,
    planner: environmentPlanner,
    ledger,
    commands,
  });
  const decisions = new RequestDecisions({
    knex,
    clock,
    effects: types,
    ledger,
    keys,
    events,
    changes,
    logger,
  });
  const executable = new ExecutorPlanner({
    executors: options.executors,
    planner: preflight
      ? new PreflightPlanner({ ...options, planner: types, preflight })
      : types,
  });
  const planner = (waits: boolean): Planner =>
    dryRun
      ? new DryRunPlanner({ planner: executable, dryRun, waits })
      : executable;
  const requests = new RequestService({
    callers: options.callers,
    planner: planner(false),
    creator: new RequestCreator({
      knex,
      clock,
      blueprints,
      planner: planner(true),
      types,
      decisions,
      keys,
      events,
      changes,
    }),
    decisions,
    requests: new RequestReader({ knex, blueprints, types }),
  });
  return { requests, decisions, types };
}

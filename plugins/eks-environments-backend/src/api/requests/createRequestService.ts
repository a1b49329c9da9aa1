import type { Knex } from 'knex';
import type { OwnerDirectory } from '../../access';
import type { CallerResolver } from '../../access/callers';
import type { ApprovalRuleRegistry } from '../../approvals/ApprovalRuleRegistry';
import type { RequestDecisions } from '../../approvals/RequestDecisions';
import type { BlueprintStore } from '../../blueprints';
import type { ServiceConfig } from '../../serviceConfig';
import type { Clock } from '../../database';
import { type DryRun } from '../../dryRun';
import { DryRunPlanner, type Planner } from '../../requests/planning';
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
  decisions: RequestDecisions;
  keys: IdempotencyKeys;
}

/** Plans pass these checks, each on the result of the one before: values and prices, AWS, live executors, eksctl's dry run. */
export function createRequestService(
  options: RequestServiceOptions,
): RequestService {
  const { knex, config, blueprints, preflight, dryRun, decisions } = options;
  const priced = new RequestPlanner({
    knex,
    config,
    installation: options.installation,
    resolver: new RequestResolver({
      config,
      blueprints,
      owners: options.owners,
    }),
    ledger: options.ledger,
    dimensions: options.dimensions,
    rules: options.rules,
    regions: options.regions,
  });
  const executable = new ExecutorPlanner({
    executors: options.executors,
    planner: preflight
      ? new PreflightPlanner({ ...options, planner: priced, preflight })
      : priced,
  });
  const planner = (waits: boolean): Planner =>
    dryRun
      ? new DryRunPlanner({ planner: executable, dryRun, waits })
      : executable;
  return new RequestService({
    callers: options.callers,
    planner: planner(false),
    creator: new RequestCreator({
      knex,
      clock: options.clock,
      blueprints,
      planner: planner(true),
      ledger: options.ledger,
      decisions,
      keys: options.keys,
      events: options.events,
      changes: options.changes,
    }),
    decisions,
    requests: new RequestReader({ knex, blueprints }),
  });
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  type AnyRequestType,
  pause,
} from 'backstage-plugin-eks-environments-node';
import type { ApproverDirectory, OwnerDirectory } from '../../access';
import type { CallerResolver } from '../../access/callers';
import type { ApprovalRuleRegistry } from '../../approvals/ApprovalRuleRegistry';
import { Quorums } from '../../approvals/quorums';
import { RequestDecisions } from '../../approvals/RequestDecisions';
import type { BlueprintStore } from '../../blueprints';
import type { ServiceConfig } from '../../serviceConfig';
import type { Clock } from '../../database';
import type { EnvironmentCommands } from '../../environments/types';
import type { ChangePublisher, EventRecorder } from '../../events/types';
import { type ExecutorStore } from '../../executors';
import type { IdempotencyKeys } from '../../idempotency/IdempotencyKeys';
import type { DatabaseQuotaLedger, QuotaDimensionRegistry } from '../../quotas';
import {
  ApprovalPlanner,
  BlueprintPlanner,
  ExecutorPlanner,
  VerifyingPlanner,
} from '../../requests/planning';
import type { DatabaseOperationQueue } from '../../operations';
import type { ProvisionerRegistry } from '../../provisioners';
import { RequestCreator } from '../../requests/RequestCreator';
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
  /** The request types that modules registered. */
  requestTypes: readonly AnyRequestType[];
  operations: DatabaseOperationQueue;
  provisioners: ProvisionerRegistry;
  events: EventRecorder;
  changes: ChangePublisher;
  callers: CallerResolver;
  owners: OwnerDirectory;
  approvers: ApproverDirectory;
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

/** Plans pass these checks, each on the result of the one before: values and prices, live executors, the outside world. */
export function createRequestService(
  options: RequestServiceOptions,
): RequestParts {
  const { knex, clock, config, blueprints, ledger, provisioners } = options;
  const { commands, keys, events, changes, logger } = options;
  const quorums = new Quorums({
    approvers: options.approvers,
    platformEngineers: config.approvals.platformEngineers,
  });
  const approvals = new ApprovalPlanner({
    config,
    rules: options.rules,
    quorums,
    logger,
  });
  const planner = new VerifyingPlanner({
    planner: new ExecutorPlanner({
      executors: options.executors,
      planner: new BlueprintPlanner({
        knex,
        config,
        installation: options.installation,
        resolver: new RequestResolver({
          config,
          blueprints,
          provisioners,
          owners: options.owners,
        }),
        provisioners,
        ledger,
        dimensions: options.dimensions,
        approvals,
      }),
    }),
    provisioners,
    installation: options.installation,
  });
  const types = createRequestTypes({
    knex,
    clock,
    config,
    installation: options.installation,
    blueprints,
    planner,
    approvals,
    ledger,
    commands,
    operations: options.operations,
    events,
    pause,
    logger,
    registered: options.requestTypes,
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
  const requests = new RequestService({
    callers: options.callers,
    types,
    creator: new RequestCreator({
      knex,
      clock,
      types,
      decisions,
      keys,
      events,
      changes,
    }),
    decisions,
    requests: new RequestReader({ knex, blueprints, types, quorums }),
  });
  return { requests, decisions, types };
}

import type {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type {
  AnyRequestType,
  OwnershipResolver,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { ApproverDirectory, OwnerDirectory } from '../access';
import { CallerResolver } from '../access/callers';
import type { ApprovalRuleRegistry } from '../approvals/ApprovalRuleRegistry';
import type { ProvisionerRegistry } from '../provisioners';
import type { BlueprintProblem, BlueprintStore } from '../blueprints';
import { CircuitBreakerAdmin } from '../breakers';
import type { ServiceConfig } from '../serviceConfig';
import type { Clock } from '../database';
import type { EnvironmentCommands } from '../environments/types';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { ExecutorStore } from '../executors';
import { FindingStore } from '../fleet';
import { IdempotencyKeys } from '../idempotency/IdempotencyKeys';
import {
  type DatabaseOperationQueue,
  OperationOffers,
  type OperationStarter,
  type OperationTypes,
  type RunnableOperations,
} from '../operations';
import { DatabaseEnginePauses } from '../pauses';
import {
  AccessResolver,
  PermissionResources,
  registerPermissions,
} from '../permissions';
import {
  type DatabaseQuotaLedger,
  LimitSetter,
  type QuotaDimensionRegistry,
  QuotaReader,
} from '../quotas';
import { BlueprintPresenter } from '../requests/BlueprintPresenter';
import { AuthorizedBlueprintService } from './blueprints/AuthorizedBlueprintService';
import { BlueprintService } from './blueprints/BlueprintService';
import { AuthorizedEngineService } from './engine/AuthorizedEngineService';
import { EngineService } from './engine/EngineService';
import { AuthorizedEnvironmentService } from './environments/AuthorizedEnvironmentService';
import { EnvironmentAuthorizer } from './authorization/EnvironmentAuthorizer';
import { EnvironmentReader } from './environments/EnvironmentReader';
import { EnvironmentService } from './environments/EnvironmentService';
import type { ResourceEventReader } from './environments/resourceEvents';
import { AuthorizedFleetService } from './fleet/AuthorizedFleetService';
import { createFleetService } from './fleet/createFleetService';
import { FleetAuthorizer } from './authorization/FleetAuthorizer';
import { AuthorizedOperationLogService } from './logs/AuthorizedOperationLogService';
import { OperationLogFeed } from './logs/OperationLogFeed';
import { OperationLogService } from './logs/OperationLogService';
import { AuthorizedOperationQueueService } from './operations/AuthorizedOperationQueueService';
import { OperationQueueService } from './operations/OperationQueueService';
import { AuthorizedQuotaService } from './quotas/AuthorizedQuotaService';
import { QuotaService } from './quotas/QuotaService';
import { AuthorizedRequestService } from './requests/AuthorizedRequestService';
import { createRequestService } from './requests/createRequestService';
import { RequestAuthorizer } from './authorization/RequestAuthorizer';
import { AuthorizedUsageService } from './usage/AuthorizedUsageService';
import { UsageReader } from './usage/UsageReader';

/** The dependencies of the services. */
export interface ServiceDependencies {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  config: ServiceConfig;
  installation: string;
  blueprints: BlueprintStore;
  /** The problems with blueprints that this replica found. */
  blueprintProblems: () => BlueprintProblem[];
  /** The registered operation types. */
  types: OperationTypes;
  /** What some live replica can run now. */
  runnable: RunnableOperations;
  operations: DatabaseOperationQueue;
  starter: OperationStarter;
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  rules: ApprovalRuleRegistry;
  /** The request types that modules registered. */
  requestTypes: readonly AnyRequestType[];
  commands: EnvironmentCommands;
  events: EventRecorder;
  changes: ChangePublisher;
  resourceEvents: ResourceEventReader;
  provisioners: ProvisionerRegistry;
  ownership: OwnershipResolver;
  catalog: CatalogService;
  auth: AuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}

/** One authorizing service for each resource. Routes and modules can call nothing else. */
export interface Services {
  blueprints: AuthorizedBlueprintService;
  requests: AuthorizedRequestService;
  environments: AuthorizedEnvironmentService;
  logs: AuthorizedOperationLogService;
  operations: AuthorizedOperationQueueService;
  quotas: AuthorizedQuotaService;
  usage: AuthorizedUsageService;
  fleet: AuthorizedFleetService;
  engine: AuthorizedEngineService;
}

/** The services, with their scheduled tasks. */
export interface RunningServices {
  services: Services;
  /** Expires undecided requests and deletes old idempotency keys. */
  tidy(): Promise<void>;
  /** Ends open streams. */
  close(): void;
}

export function createServices(
  dependencies: ServiceDependencies,
): RunningServices {
  const { knex, clock, logger, config, events, changes } = dependencies;
  const { dimensions, types, provisioners, installation } = dependencies;
  const { commands, ledger, runnable } = dependencies;
  const keys = new IdempotencyKeys({ knex, clock });
  const callers = new CallerResolver({
    auth: dependencies.auth,
    userInfo: dependencies.userInfo,
    ownership: dependencies.ownership,
  });
  const owners = new OwnerDirectory({
    catalog: dependencies.catalog,
    auth: dependencies.auth,
    configured: config.access,
  });
  const approvers = new ApproverDirectory({
    catalog: dependencies.catalog,
    auth: dependencies.auth,
    logger,
  });
  const executors = new ExecutorStore({ knex });
  const breakers = new CircuitBreakerAdmin({ knex, types, runnable });
  const reader = new EnvironmentReader({
    knex,
    clock,
    types,
    runnable,
    provisioners,
    installation,
    offers: new OperationOffers({ types, installation, clock, logger }),
    accounts: config.accounts,
    maximumRetries: config.maximumRetries,
    maximumAttempts: config.attempts,
    limits: config.limits,
  });
  const {
    requests,
    decisions,
    types: requestTypes,
  } = createRequestService({
    knex,
    clock,
    config,
    installation,
    blueprints: dependencies.blueprints,
    ledger,
    dimensions,
    rules: dependencies.rules,
    requestTypes: dependencies.requestTypes,
    operations: dependencies.operations,
    provisioners,
    events,
    changes,
    callers,
    owners,
    approvers,
    executors,
    commands,
    keys,
    logger,
  });
  const feed = new OperationLogFeed({ source: reader, logger });

  const access = new AccessResolver({
    permissions: dependencies.permissions,
    registry: dependencies.permissionsRegistry,
  });
  const resources = new PermissionResources({ knex });
  const ofTypes = permissionsOf(types, dependencies.requestTypes);
  registerPermissions(dependencies.permissionsRegistry, { resources, ofTypes });
  const mayOnEnvironments = new EnvironmentAuthorizer({
    access,
    resources,
    types,
    ofTypes,
  });
  const mayOnRequests = new RequestAuthorizer({
    access,
    resources,
    environments: mayOnEnvironments,
    types: requestTypes,
  });
  const mayOnFleet = new FleetAuthorizer({ access });

  const environments = new EnvironmentService({
    callers,
    environments: reader,
    resourceEvents: dependencies.resourceEvents,
    breakers,
    commands,
    keys,
  });
  const services: Services = {
    blueprints: new AuthorizedBlueprintService(
      new BlueprintService({
        blueprints: dependencies.blueprints,
        presenter: new BlueprintPresenter({ config, provisioners }),
      }),
      { access },
    ),
    requests: new AuthorizedRequestService(requests, {
      authorizer: mayOnRequests,
      access,
    }),
    environments: new AuthorizedEnvironmentService(environments, {
      authorizer: mayOnEnvironments,
    }),
    logs: new AuthorizedOperationLogService(
      new OperationLogService({ environments: reader, feed }),
      { environments: mayOnEnvironments },
    ),
    operations: new AuthorizedOperationQueueService(
      new OperationQueueService({
        knex,
        callers,
        starter: dependencies.starter,
        keys,
        changes,
      }),
      { authorizer: mayOnEnvironments, environments, types },
    ),
    quotas: new AuthorizedQuotaService(
      new QuotaService({
        callers,
        quotas: new QuotaReader({ knex, config: config.quotas, dimensions }),
        limits: new LimitSetter({ knex, clock, events, changes, dimensions }),
      }),
      { access, environments: mayOnEnvironments },
    ),
    usage: new AuthorizedUsageService(new UsageReader({ knex, clock }), {
      callers,
      environments: mayOnEnvironments,
      requests: mayOnRequests,
    }),
    fleet: new AuthorizedFleetService(
      createFleetService({
        knex,
        clock,
        config,
        installation,
        provisioners,
        blueprintProblems: dependencies.blueprintProblems,
        commands,
        operations: dependencies.operations,
        ledger,
        dimensions,
        events,
        changes,
        callers,
        owners,
        executors,
        findings: new FindingStore({ knex }),
        keys,
        environments: reader,
      }),
      { authorizer: mayOnFleet, environments: mayOnEnvironments },
    ),
    engine: new AuthorizedEngineService(
      new EngineService({
        knex,
        clock,
        callers,
        breakers,
        pauses: new DatabaseEnginePauses({
          knex,
          clock,
          accounts: config.accounts,
          events,
          changes,
        }),
      }),
      { fleet: mayOnFleet, environments: mayOnEnvironments },
    ),
  };
  return {
    services,
    async tidy() {
      await decisions.expireDue();
      await keys.forgetOld();
    },
    close: () => feed.close(),
  };
}

/** The permissions of operation and request types, which are on environments. */
function permissionsOf(
  operationTypes: OperationTypes,
  requestTypes: readonly AnyRequestType[],
): ResourcePermission[] {
  return [
    ...operationTypes.permissions(),
    ...requestTypes.map(({ permission }) => permission),
  ];
}

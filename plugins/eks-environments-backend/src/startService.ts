import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  type NotificationChannel,
  type OwnershipResolver,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { ApprovalRuleRegistry } from './approvals/ApprovalRuleRegistry';
import { BlueprintLoader, DatabaseBlueprintStore } from './blueprints';
import { CircuitBreakers } from './breakers';
import { readInstallation } from './config';
import { readServiceConfig } from './serviceConfig';
import {
  type Clock,
  type ClockGuard,
  DatabaseClockGuard,
  openDatabase,
  systemClock,
} from './database';
import { readEngineConfig } from './engine';
import { DatabaseEnvironmentCommands } from './environments';
import { DefaultChangePublisher, type EventRecorder } from './events';
import { createExecutor, type RunningExecutor } from './executors';
import {
  DatabaseEventRecorder,
  NotificationServiceChannel,
} from './notifications';
import { DatabaseOperationQueue, OperationTypes } from './operations';
import { createOperationType } from './operations/create';
import { deleteOperationType } from './operations/delete';
import type { ProvisionerRegistry } from './provisioners';
import {
  DatabaseQuotaLedger,
  type QuotaDimensionRegistry,
  type QuotaLedger,
} from './quotas';
import { BlueprintInspector } from './requests/BlueprintInspector';
import { checkBlueprint } from './requests/checkBlueprint';
import {
  CachedStackEvents,
  createRouter,
  createServices,
  StreamPlaces,
} from './api';
import type { Registry } from './util/Registry';

/** What Backstage gives us. */
export interface BackendServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  channels: Registry<NotificationChannel>;
  config: RootConfigService;
  database: DatabaseService;
  dimensions: QuotaDimensionRegistry;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: NotificationService;
  /** Of modules, besides those of this package. */
  operationTypes: OperationTypes;
  ownership: OwnershipResolver;
  permissions: PermissionsService;
  provisioners: ProvisionerRegistry;
  permissionsRegistry: PermissionsRegistryService;
  rules: ApprovalRuleRegistry;
  scheduler: SchedulerService;
  signals: SignalsService;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}

/** What service and engine have in common. */
export interface CommonParts {
  knex: Knex;
  clock: Clock;
  clockGuard: ClockGuard;
  installation: string;
  ledger: QuotaLedger;
  events: EventRecorder;
  changes: DefaultChangePublisher;
  channels: NotificationChannel[];
  /** The registered operation types. */
  types: OperationTypes;
  provisioners: ProvisionerRegistry;
  operations: DatabaseOperationQueue;
  breakers: CircuitBreakers;
  executor: RunningExecutor;
}

/**
 * Puts the service together: database, blueprints, routes, and what of it runs by itself.
 *
 * @throws InputError when the configuration is wrong: a backend with half of it would only fail later
 */
export async function startService(
  services: BackendServices,
): Promise<CommonParts> {
  const { config: rootConfig, dimensions, logger, scheduler } = services;
  const clock = systemClock;
  const config = readServiceConfig(rootConfig, dimensions);
  const knex = await openDatabase(services.database);
  const installation = await readInstallation(rootConfig, knex);

  services.channels.add(new NotificationServiceChannel(services));
  const channels = services.channels.all;
  const changes = new DefaultChangePublisher(services);
  const events = new DatabaseEventRecorder({
    channels: channels.map(({ id }) => id),
    operators:
      rootConfig.getOptionalStringArray(
        'eksEnvironments.notifications.operators',
      ) ?? [],
  });
  const ledger = new DatabaseQuotaLedger({ config: config.quotas, dimensions });
  const clockGuard = new DatabaseClockGuard({ knex, clock, logger });
  const common = { ...services, knex, clock, config, changes, events, ledger };

  const engineConfig = readEngineConfig(rootConfig);
  const { provisioners } = services;
  if (provisioners.all.length === 0) {
    logger.error(
      'No provisioner is registered, so no blueprint can be offered. Add a module to the backend, such as backstage-plugin-eks-environments-backend-module-eksctl',
    );
  }
  const executor = createExecutor({ knex, clockGuard, provisioners, logger });
  const types = new OperationTypes([
    createOperationType({ provisioners, events, executor: executor.executor }),
    deleteOperationType({ provisioners, ledger }),
    ...provisioners.all.flatMap(({ operationTypes = [] }) => operationTypes),
    ...services.operationTypes.all,
  ]);
  const breakers = new CircuitBreakers({
    knex,
    types,
    firstBackoffSeconds: engineConfig.backoff.as('seconds'),
  });

  const blueprints = new DatabaseBlueprintStore(common);
  const loader = new BlueprintLoader({
    ...config.blueprints,
    ...common,
    store: blueprints,
    check: checkBlueprint(provisioners),
    accounts: config.accounts,
  });
  // Before the routes, so that requests can be made from the first moment on.
  await loader.load();

  const operations = new DatabaseOperationQueue({ ...common, types });
  const commands = new DatabaseEnvironmentCommands({
    ...common,
    operations,
    maximumRetries: config.maximumRetries,
  });
  const inspector = new BlueprintInspector({
    ...common,
    accounts: config.accounts,
    blueprints,
    provisioners,
  });
  const running = createServices({
    ...common,
    blueprintProblems: () => [...loader.problems, ...inspector.problems],
    installation,
    blueprints,
    commands,
    types,
    operations,
    stackEvents: new CachedStackEvents({ ...common, installation }),
    provisioners,
  });
  services.lifecycle.addShutdownHook(() => running.close());
  services.httpRouter.use(
    await createRouter({
      ...services,
      services: running.services,
      streams: new StreamPlaces(config.logStreams),
    }),
  );

  await scheduler.scheduleTask({
    id: 'load-blueprints',
    // Files may differ from replica to replica while a new version is rolled out.
    scope: 'local',
    frequency: config.blueprints.refresh.toObject(),
    timeout: { minutes: 5 },
    fn: async () => {
      await loader.load();
    },
  });
  await scheduler.scheduleTask({
    id: 'inspect-blueprints',
    scope: 'local',
    // A catalog that has just started does not have its entities yet.
    initialDelay: { minutes: 1 },
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    fn: () => inspector.inspect(),
  });
  await scheduler.scheduleTask({
    id: 'tidy-requests',
    frequency: { minutes: 1 },
    // A replica that was killed blocks the task for this long.
    timeout: { minutes: 1 },
    fn: async () => {
      if ((await clockGuard.check()).kind === 'inStep') {
        await running.tidy();
      }
    },
  });
  return {
    knex,
    clock,
    clockGuard,
    installation,
    ledger,
    events,
    changes,
    channels,
    types,
    provisioners,
    operations,
    breakers,
    executor,
  };
}

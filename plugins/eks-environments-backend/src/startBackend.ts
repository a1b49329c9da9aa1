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
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  NotificationChannel,
  OwnershipResolver,
} from 'backstage-plugin-eks-environments-node';
import { AwsAccounts } from './accounts';
import { BlueprintLoader, DatabaseBlueprintStore } from './blueprints';
import { readInstallation, readServiceConfig } from './config';
import { openDatabase, systemClock } from './database';
import { DatabaseEnvironmentCommands } from './environments';
import { DatabaseEventRecorder, DefaultChangePublisher } from './events';
import { NotificationServiceChannel } from './notifications';
import { DatabaseQuotaLedger } from './quotas';
import { checkBlueprint } from './requests/checkBlueprint';
import { createRouter } from './router';
import { AwsStackEvents, createEnvironmentsService } from './service';

/** What Backstage gives us. */
export interface BackendServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  channels: NotificationChannel[];
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: NotificationService;
  ownership: OwnershipResolver;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  signals: SignalsService;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}

/**
 * Puts the parts together: database, blueprints, service and routes, and what runs by itself.
 *
 * @throws InputError when the configuration is wrong: a backend with half of it would only fail later
 */
export async function startBackend(services: BackendServices): Promise<void> {
  const { catalog, config: rootConfig, logger, scheduler } = services;
  const clock = systemClock;
  const config = readServiceConfig(rootConfig);
  const knex = await openDatabase(services.database);
  const installation = await readInstallation(rootConfig, knex);

  const channels = [
    new NotificationServiceChannel(services),
    ...services.channels,
  ];
  const changes = new DefaultChangePublisher(services);
  const events = new DatabaseEventRecorder({
    channels: channels.map(({ id }) => id),
    operators:
      rootConfig.getOptionalStringArray(
        'eksEnvironments.notifications.operators',
      ) ?? [],
  });
  const ledger = new DatabaseQuotaLedger({ config: config.quotas });
  const accounts = new AwsAccounts({
    accounts: config.accounts,
    credentialsManager: DefaultAwsCredentialsManager.fromConfig(rootConfig),
  });
  const common = { ...services, knex, clock, config, changes, events, ledger };

  const blueprints = new DatabaseBlueprintStore(common);
  const loader = new BlueprintLoader({
    ...config.blueprints,
    ...common,
    store: blueprints,
    check: checkBlueprint,
  });
  // Requests can be made from the first moment on.
  await loader.load();

  const commands = new DatabaseEnvironmentCommands(common);
  const running = createEnvironmentsService({
    ...common,
    catalog,
    installation,
    blueprints,
    commands,
    stackEvents: new AwsStackEvents({ ...common, accounts }),
  });
  services.lifecycle.addShutdownHook(() => running.close());
  services.httpRouter.use(
    await createRouter({ ...services, service: running.service }),
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
    id: 'tidy-requests',
    frequency: { minutes: 1 },
    // A replica that was killed blocks the task for this long.
    timeout: { minutes: 1 },
    fn: () => running.tidy(),
  });
  logger.info(`EKS Environments of the installation ${installation} is ready`);
}

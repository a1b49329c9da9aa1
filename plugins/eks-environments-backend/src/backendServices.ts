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
import type {
  AnyRequestType,
  NotificationChannel,
  OwnershipResolver,
  Provisioner,
} from 'backstage-plugin-eks-environments-node';
import type { ModuleOperationQueue } from './api/operations/ModuleOperationQueue';
import type { ApprovalRuleRegistry } from './approvals/ApprovalRuleRegistry';
import type { ConfigSections } from './config/ConfigSections';
import type { OperationTypes } from './operations';
import type { QuotaDimensionRegistry } from './quotas';
import type { Registry } from './util/Registry';

/** The services of Backstage, and the registries to which modules have added. */
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
  /** For modules. */
  operationQueue: ModuleOperationQueue;
  /** Of modules, besides those of this package. */
  operationTypes: OperationTypes;
  ownership: OwnershipResolver;
  permissions: PermissionsService;
  provisioners: Registry<Provisioner>;
  permissionsRegistry: PermissionsRegistryService;
  /** The request types that modules registered. */
  requestTypes: Registry<AnyRequestType>;
  rules: ApprovalRuleRegistry;
  scheduler: SchedulerService;
  /** Of modules. */
  sections: ConfigSections;
  signals: SignalsService;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}

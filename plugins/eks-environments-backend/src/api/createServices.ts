import type {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { OwnershipResolver } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { OwnerDirectory } from '../access';
import type { AccountDirectory } from '../accounts';
import { RequestDecisions } from '../approvals/RequestDecisions';
import type { BlueprintProblem, BlueprintStore } from '../blueprints';
import { BreakerDesk } from '../breakers';
import type { ServiceConfig } from '../config';
import type { Clock } from '../database';
import { type DryRun, DryRunPlanner, type Planner } from '../dryRun';
import type { EnvironmentCommands } from '../environments/types';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { ExecutorPlanner, ExecutorStore } from '../executors';
import {
  ClusterImporter,
  FindingStore,
  FleetService,
  LookStore,
  OrphanRemover,
} from '../fleet';
import { DatabaseEnginePauses } from '../pauses';
import { type PlanPreflight, PreflightPlanner } from '../preflight';
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
import type { RegionLookup } from '../requests/regionAnswers';
import { RequestCreator } from '../requests/RequestCreator';
import { RequestPlanner } from '../requests/RequestPlanner';
import { RequestReader } from '../requests/RequestReader';
import { RequestResolver } from '../requests/RequestResolver';
import { AuthorizedEnvironmentsService } from './AuthorizedEnvironmentsService';
import { CallerResolver } from '../access/callers';
import { DefaultEnvironmentsService } from './DefaultEnvironmentsService';
import { EnvironmentReader } from './environments/EnvironmentReader';
import type { StackEventReader } from './environments/stackEvents';
import { IdempotencyKeys } from '../idempotency/IdempotencyKeys';
import { OperationLogFeed } from './logs/OperationLogFeed';
import type { EnvironmentsService } from './types';
import { UsageReader } from './usage/UsageReader';

/** What the service stands on. */
export interface ServiceDependencies {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  config: ServiceConfig;
  installation: string;
  accounts: AccountDirectory;
  blueprints: BlueprintStore;
  /** What this replica found wrong with blueprints. */
  blueprintProblems: () => BlueprintProblem[];
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  commands: EnvironmentCommands;
  events: EventRecorder;
  changes: ChangePublisher;
  stackEvents: StackEventReader;
  /** Left out: plans do without eksctl's own check. */
  dryRun?: DryRun;
  /** Left out: plans do without a look at AWS. */
  preflight?: PlanPreflight;
  regions: RegionLookup;
  ownership: OwnershipResolver;
  catalog: CatalogService;
  auth: AuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}

/** The service, and what of it runs by itself. */
export interface RunningService {
  service: EnvironmentsService;
  /** Ends what nobody decided in time, and forgets what nobody asks for again; for a schedule. */
  tidy(): Promise<void>;
  /** Ends open streams. */
  close(): void;
}

/** Puts the service together. */
export function createEnvironmentsService(
  dependencies: ServiceDependencies,
): RunningService {
  const { knex, config, dryRun, preflight, permissions, permissionsRegistry } =
    dependencies;
  const keys = new IdempotencyKeys(dependencies);
  const decisions = new RequestDecisions({ ...dependencies, keys });
  const owners = new OwnerDirectory({
    ...dependencies,
    configured: config.access,
  });
  const resolver = new RequestResolver({ ...dependencies, owners });
  const basicPlanner = new RequestPlanner({ ...dependencies, resolver });
  const executors = new ExecutorStore(dependencies);
  const requestPlanner = new ExecutorPlanner({
    executors,
    planner: preflight
      ? new PreflightPlanner({ planner: basicPlanner, preflight })
      : basicPlanner,
  });
  const planner = (waits: boolean): Planner =>
    dryRun
      ? new DryRunPlanner({ planner: requestPlanner, dryRun, waits })
      : requestPlanner;
  const breakers = new BreakerDesk(dependencies);
  const environments = new EnvironmentReader({
    ...dependencies,
    accounts: config.accounts,
    maximumRetries: config.maximumRetries,
    maximumAttempts: config.attempts,
    limits: config.limits,
  });
  const findings = new FindingStore(dependencies);
  const adoption = { ...dependencies, keys, findings };
  const feed = new OperationLogFeed({ ...dependencies, source: environments });
  const service = new DefaultEnvironmentsService({
    ...dependencies,
    callers: new CallerResolver(dependencies),
    presenter: new BlueprintPresenter({ config }),
    planner: planner(false),
    creator: new RequestCreator({
      ...dependencies,
      planner: planner(true),
      decisions,
      keys,
    }),
    decisions,
    requests: new RequestReader(dependencies),
    environments,
    feed,
    keys,
    quotas: new QuotaReader({
      knex,
      config: config.quotas,
      dimensions: dependencies.dimensions,
    }),
    limits: new LimitSetter(dependencies),
    breakers,
    pauses: new DatabaseEnginePauses({
      ...dependencies,
      accounts: config.accounts,
    }),
    usage: new UsageReader(dependencies),
    fleet: new FleetService({
      ...adoption,
      accounts: config.accounts,
      looks: new LookStore(dependencies),
      executors,
      remover: new OrphanRemover(adoption),
    }),
    importer: new ClusterImporter({ ...adoption, owners }),
  });

  const resources = new PermissionResources({ knex });
  registerPermissions(permissionsRegistry, resources);
  return {
    service: new AuthorizedEnvironmentsService(service, {
      access: new AccessResolver({
        permissions,
        registry: permissionsRegistry,
      }),
      resources,
    }),
    async tidy() {
      await decisions.expireDue();
      await keys.forgetOld();
    },
    close: () => feed.close(),
  };
}

import type { PriceTable } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import type { OwnerDirectory } from '../../access';
import type { CallerResolver } from '../../access/callers';
import type { AccountDirectory } from '../../accounts';
import type { BlueprintProblem } from '../../blueprints';
import type { ServiceConfig } from '../../serviceConfig';
import type { Clock } from '../../database';
import type { EnvironmentCommands } from '../../environments/types';
import type { ChangePublisher, EventRecorder } from '../../events/types';
import type { ExecutorStore } from '../../executors';
import {
  ClusterImporter,
  type FindingStore,
  FleetService,
  LookStore,
  OrphanRemover,
} from '../../fleet';
import type { IdempotencyKeys } from '../../idempotency/IdempotencyKeys';
import type { DatabaseOperationQueue } from '../../operations';
import type { DatabaseQuotaLedger, QuotaDimensionRegistry } from '../../quotas';
import type { EnvironmentReader } from '../environments/EnvironmentReader';
import { FleetResourceService } from './FleetResourceService';

interface FleetServiceOptions {
  prices: PriceTable;
  knex: Knex;
  clock: Clock;
  config: ServiceConfig;
  installation: string;
  accounts: AccountDirectory;
  blueprintProblems: () => BlueprintProblem[];
  commands: EnvironmentCommands;
  operations: DatabaseOperationQueue;
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  events: EventRecorder;
  changes: ChangePublisher;
  callers: CallerResolver;
  owners: OwnerDirectory;
  executors: ExecutorStore;
  findings: FindingStore;
  keys: IdempotencyKeys;
  environments: EnvironmentReader;
}

/** Creates the service of the fleet: findings, the removal of orphaned resources, and imports. */
export function createFleetService(
  options: FleetServiceOptions,
): FleetResourceService {
  const { knex, clock, config, accounts, installation, findings } = options;
  const { keys, ledger, events, changes } = options;
  return new FleetResourceService({
    callers: options.callers,
    environments: options.environments,
    fleet: new FleetService({
      knex,
      clock,
      accounts: config.accounts,
      looks: new LookStore({ knex }),
      findings,
      executors: options.executors,
      blueprintProblems: options.blueprintProblems,
      remover: new OrphanRemover({
        knex,
        clock,
        accounts,
        installation,
        findings,
        events,
        changes,
        keys,
        ledger,
        operations: options.operations,
      }),
      commands: options.commands,
      keys,
    }),
    importer: new ClusterImporter({
      knex,
      clock,
      config,
      prices: options.prices,
      accounts,
      installation,
      owners: options.owners,
      ledger,
      dimensions: options.dimensions,
      findings,
      events,
      changes,
      keys,
    }),
  });
}

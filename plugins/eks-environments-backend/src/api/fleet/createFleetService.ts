import type { Knex } from 'knex';
import type { OwnerDirectory } from '../../access';
import type { CallerResolver } from '../../access/callers';
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
  OrphanRemover,
  ReconciliationStore,
} from '../../fleet';
import type { IdempotencyKeys } from '../../idempotency/IdempotencyKeys';
import type { DatabaseOperationQueue } from '../../operations';
import type { ProvisionerRegistry } from '../../provisioners';
import type { DatabaseQuotaLedger, QuotaDimensionRegistry } from '../../quotas';
import type { EnvironmentReader } from '../environments/EnvironmentReader';
import { FleetResourceService } from './FleetResourceService';

interface FleetServiceOptions {
  knex: Knex;
  clock: Clock;
  config: ServiceConfig;
  installation: string;
  provisioners: ProvisionerRegistry;
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
  const { knex, clock, config, provisioners, installation, findings } = options;
  const { keys, ledger, events, changes } = options;
  return new FleetResourceService({
    callers: options.callers,
    environments: options.environments,
    fleet: new FleetService({
      knex,
      clock,
      accounts: config.accounts,
      provisioners,
      reconciliations: new ReconciliationStore({ knex }),
      findings,
      executors: options.executors,
      blueprintProblems: options.blueprintProblems,
      remover: new OrphanRemover({
        knex,
        clock,
        provisioners,
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
      provisioners,
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

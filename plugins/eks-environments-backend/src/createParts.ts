import {
  type NotificationChannel,
  pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { BackendServices } from './backendServices';
import { CircuitBreakers } from './breakers';
import { readInstallation } from './config';
import {
  type Clock,
  type ClockGuard,
  DatabaseClockGuard,
  openDatabase,
  systemClock,
} from './database';
import { type EngineConfig, readEngineConfig } from './engine';
import { DefaultChangePublisher, type EventRecorder } from './events';
import {
  ClockCheck,
  createExecutor,
  LocalReadiness,
  type RunningExecutor,
} from './executors';
import {
  DatabaseEventRecorder,
  NotificationServiceChannel,
} from './notifications';
import {
  DatabaseOperationQueue,
  LocalCapabilities,
  OperationStarter,
  OperationTypes,
} from './operations';
import { createOperationType } from './operations/create';
import { deleteOperationType } from './operations/delete';
import {
  hibernateOperationType,
  resumeOperationType,
} from './operations/power';
import { ProvisionerRegistry } from './provisioners';
import { DatabaseQuotaLedger } from './quotas';
import { readServiceConfig, type ServiceConfig } from './serviceConfig';

/** The parts that the API, the engine and the fleet share. */
export interface BackendParts {
  knex: Knex;
  clock: Clock;
  clockGuard: ClockGuard;
  config: ServiceConfig;
  engineConfig: EngineConfig;
  installation: string;
  ledger: DatabaseQuotaLedger;
  events: EventRecorder;
  changes: DefaultChangePublisher;
  channels: NotificationChannel[];
  /** The registered operation types. */
  types: OperationTypes;
  provisioners: ProvisionerRegistry;
  operations: DatabaseOperationQueue;
  starter: OperationStarter;
  breakers: CircuitBreakers;
  executor: RunningExecutor;
}

/**
 * Opens the database, reads the configuration and creates the shared parts.
 *
 * @throws InputError when the configuration is wrong: a backend with half of it would only fail later
 */
export async function createParts({
  channels: channelRegistry,
  config: rootConfig,
  database,
  dimensions,
  events: eventsService,
  logger,
  notifications,
  operationTypes,
  provisioners: registered,
  sections,
  signals,
}: BackendServices): Promise<BackendParts> {
  const clock = systemClock;
  const config = readServiceConfig(rootConfig, { dimensions, sections });
  const engineConfig = readEngineConfig(rootConfig);
  const knex = await openDatabase(database);
  const installation = await readInstallation(rootConfig, knex);
  const clockGuard = new DatabaseClockGuard({ knex, clock, logger });

  channelRegistry.add(new NotificationServiceChannel({ notifications }));
  const channels = channelRegistry.all;
  const events = new DatabaseEventRecorder({
    channels: channels.map(({ id }) => id),
    operators: engineConfig.operators,
  });
  const changes = new DefaultChangePublisher({
    events: eventsService,
    signals,
    logger,
  });
  const ledger = new DatabaseQuotaLedger({ config: config.quotas, dimensions });

  const provisioners = new ProvisionerRegistry(registered.all, {
    logger,
    clock,
  });
  if (provisioners.all.length === 0) {
    logger.error(
      'No provisioner is registered, so no blueprint can be offered. Add a module to the backend, such as backstage-plugin-eks-environments-backend-module-eksctl',
    );
  }
  const readiness = new LocalReadiness({
    logger,
    provisioners,
    checks: [new ClockCheck({ clockGuard })],
  });
  const types = new OperationTypes([
    createOperationType({ provisioners, events, executor: readiness }),
    deleteOperationType({ provisioners, ledger }),
    hibernateOperationType({ provisioners }),
    resumeOperationType({ provisioners }),
    ...provisioners.all.flatMap(
      provisioner => provisioner.operationTypes ?? [],
    ),
    ...operationTypes.all,
  ]);
  const executor = createExecutor({
    knex,
    readiness,
    capabilities: new LocalCapabilities({ types, provisioners, logger }),
  });
  const operations = new DatabaseOperationQueue({
    types,
    clock,
    events,
    logger,
    pause,
  });
  const starter = new OperationStarter({
    types,
    operations,
    events,
    clock,
    pause,
    logger,
    installation,
  });
  const breakers = new CircuitBreakers({
    knex,
    types,
    runnable: executor.runnable,
    firstBackoffSeconds: engineConfig.backoff.as('seconds'),
  });
  return {
    knex,
    clock,
    clockGuard,
    config,
    engineConfig,
    installation,
    ledger,
    events,
    changes,
    channels,
    types,
    provisioners,
    operations,
    starter,
    breakers,
    executor,
  };
}

import {
  CachedResourceEvents,
  createRouter,
  createServices,
  StreamPlaces,
} from './api';
import type { BackendServices } from './backendServices';
import { BlueprintLoader, DatabaseBlueprintStore } from './blueprints';
import type { BackendParts } from './createParts';
import { DatabaseEnvironmentCommands } from './environments';
import { BlueprintInspector } from './requests/BlueprintInspector';
import { checkBlueprint } from './requests/checkBlueprint';

/**
 * Starts the API, with the blueprints that it offers.
 *
 * @remarks
 *
 * Blueprints are loaded before the routes exist, so that requests can be made from the first moment on.
 */
export async function startApi(
  services: BackendServices,
  parts: BackendParts,
): Promise<void> {
  const { auth, catalog, logger, scheduler } = services;
  const { knex, clock, clockGuard, config, installation } = parts;
  const { provisioners, events, changes, ledger, operations } = parts;

  const blueprints = new DatabaseBlueprintStore({ knex, clock });
  const loader = new BlueprintLoader({
    locations: config.blueprints.locations,
    rawAllowed: config.blueprints.rawAllowed,
    urlReader: services.urlReader,
    store: blueprints,
    logger,
    check: checkBlueprint(provisioners),
    accounts: config.accounts,
  });
  await loader.load();
  const inspector = new BlueprintInspector({
    blueprints,
    accounts: config.accounts,
    catalog,
    auth,
    logger,
    provisioners,
  });
  const running = createServices({
    knex,
    clock,
    logger,
    config,
    installation,
    blueprints,
    blueprintProblems: () => [...loader.problems, ...inspector.problems],
    types: parts.types,
    runnable: parts.executor.runnable,
    operations,
    starter: parts.starter,
    ledger,
    dimensions: services.dimensions,
    rules: services.rules,
    requestTypes: services.requestTypes.all,
    commands: new DatabaseEnvironmentCommands({
      knex,
      clock,
      events,
      changes,
      ledger,
      operations,
      maximumRetries: config.maximumRetries,
    }),
    events,
    changes,
    resourceEvents: new CachedResourceEvents({
      knex,
      clock,
      provisioners,
      installation,
      logger,
    }),
    provisioners,
    ownership: services.ownership,
    catalog,
    auth,
    userInfo: services.userInfo,
    permissions: services.permissions,
    permissionsRegistry: services.permissionsRegistry,
  });
  services.lifecycle.addShutdownHook(() => running.close());
  services.operationQueue.open({
    service: running.services.operations,
    auditor: services.auditor,
    auth,
  });
  services.httpRouter.use(
    await createRouter({
      services: running.services,
      httpAuth: services.httpAuth,
      auditor: services.auditor,
      streams: new StreamPlaces(config.logStreams),
      logger,
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
}

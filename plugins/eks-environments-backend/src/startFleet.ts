import {
  FindingStore,
  HealthWatch,
  placesOf,
  readFleetConfig,
  ReconciliationStore,
  Reconciler,
} from './fleet';
import type { BackendServices } from './backendServices';
import type { BackendParts } from './createParts';

/** How often each replica checks what is due: a reconciliation that somebody asks for begins soon, whatever the intervals are. */
const OFTEN = { seconds: 5 };

/**
 * Starts what keeps the records true: reconciliation and health checks.
 *
 * @remarks
 *
 * In every replica, as the engine: each reconciliation and each check is claimed.
 *
 * @throws InputError when the configuration is wrong
 */
export async function startFleet(
  services: BackendServices,
  parts: BackendParts,
): Promise<void> {
  const { config: rootConfig, logger, scheduler } = services;
  const { knex, clock, config, installation } = parts;
  const { provisioners, events, changes } = parts;
  const { interval, healthInterval } = readFleetConfig(rootConfig);
  const reconciler = new Reconciler({
    knex,
    clock,
    logger,
    provisioners,
    events,
    changes,
    installation,
    places: placesOf(config.accounts),
    reconciliations: new ReconciliationStore({ knex }),
    findings: new FindingStore({ knex }),
    interval,
  });
  const health = new HealthWatch({
    knex,
    clock,
    logger,
    provisioners,
    installation,
    events,
    changes,
    interval: healthInterval,
  });
  const often = {
    scope: 'local',
    frequency: OFTEN,
    timeout: { minutes: 10 },
  } as const;
  await scheduler.scheduleTask({
    ...often,
    id: 'reconcile-fleet',
    fn: () => reconciler.reconcileDue(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'check-health',
    fn: () => health.checkDue(),
  });
}

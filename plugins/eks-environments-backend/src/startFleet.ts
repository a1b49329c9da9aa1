import { pause } from 'backstage-plugin-eks-environments-node';
import {
  FindingStore,
  HealthWatch,
  placesOf,
  readFleetConfig,
  ReconciliationStore,
  Reconciler,
  UninstalledProvisioners,
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
 * In every replica, as the engine: each reconciliation and each check is claimed. Each provisioner has its own schedules, so one that is slow
 * delays no other.
 *
 * @throws InputError when the configuration is wrong
 */
export async function startFleet(
  services: BackendServices,
  parts: BackendParts,
): Promise<void> {
  const { config: rootConfig, logger, scheduler } = services;
  const { knex, clock, config, installation } = parts;
  const { provisioners, ledger, events, changes } = parts;
  const { interval, healthInterval } = readFleetConfig(rootConfig);
  const reconciler = new Reconciler({
    knex,
    clock,
    logger,
    provisioners,
    ledger,
    events,
    changes,
    installation,
    places: placesOf(config.accounts),
    reconciliations: new ReconciliationStore({ knex }),
    findings: new FindingStore({ knex }),
    interval,
    pause,
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
  const uninstalled = new UninstalledProvisioners({
    knex,
    clock,
    logger,
    provisioners,
  });
  await scheduler.scheduleTask({
    id: 'check-uninstalled-provisioners',
    frequency: { minutes: 10 },
    timeout: { minutes: 1 },
    fn: () => uninstalled.check(),
  });
  const often = {
    scope: 'local',
    frequency: OFTEN,
    timeout: { minutes: 10 },
  } as const;
  for (const id of provisioners.ids) {
    await scheduler.scheduleTask({
      ...often,
      id: `reconcile-fleet-${id}`,
      fn: () => reconciler.reconcileDue(id),
    });
    await scheduler.scheduleTask({
      ...often,
      id: `check-health-${id}`,
      fn: () => health.checkDue(id),
    });
  }
}

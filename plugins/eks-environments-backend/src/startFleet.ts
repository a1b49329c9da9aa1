import { readAccounts } from './config';
import {
  FindingStore,
  HealthWatch,
  placesOf,
  readFleetConfig,
  ReconciliationStore,
  Reconciler,
} from './fleet';
import type { BackendServices, CommonParts } from './startService';

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
  parts: CommonParts,
): Promise<void> {
  const { config, logger, scheduler } = services;
  const { interval, healthInterval } = readFleetConfig(config);
  const reconciler = new Reconciler({
    ...parts,
    logger,
    interval,
    places: placesOf(readAccounts(config)),
    reconciliations: new ReconciliationStore(parts),
    findings: new FindingStore(parts),
  });
  const health = new HealthWatch({
    ...parts,
    logger,
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

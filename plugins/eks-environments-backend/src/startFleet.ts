import { readAccounts } from './config';
import {
  FindingStore,
  HealthWatch,
  LookStore,
  placesOf,
  readFleetConfig,
  Reconciler,
} from './fleet';
import type { BackendServices, CommonParts } from './startService';

/** What is due is looked for this often: a look that somebody asks for begins soon, whatever the intervals are. */
const OFTEN = { seconds: 5 };

/**
 * Starts what keeps the records true: the comparison with AWS and the looks at the clusters' health.
 *
 * @remarks
 *
 * In every replica, as the engine: each look is a claim.
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
    looks: new LookStore(parts),
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
    id: 'look-at-fleet',
    fn: () => reconciler.lookDue(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'check-health',
    fn: () => health.checkDue(),
  });
}

import { toError } from '@backstage/errors';
import { createEngine, UnregisteredOperations } from './engine';
import { ExpiryTagger, Reaper } from './reaper';
import { OutboxDispatcher, OutboxRetention } from './notifications';
import { LogRetention } from './api';
import type { BackendServices } from './backendServices';
import type { BackendParts } from './createParts';

/**
 * Starts what works by itself: the engine, the reaper of leases, the tags that say when one ends, the outbox, and the end of old logs.
 *
 * @remarks
 *
 * All of them run in every replica: each of their steps is a claim or a compare-and-set, so what one replica does the others pass
 * over, and none waits for one that was killed.
 *
 * @throws InputError when the configuration is wrong
 */
export async function startEngine(
  services: BackendServices,
  parts: BackendParts,
): Promise<void> {
  const { lifecycle, logger, scheduler } = services;
  const { knex, clock, clockGuard, installation, engineConfig } = parts;
  const { types, provisioners, operations, breakers, executor } = parts;
  const { events, changes, ledger, channels } = parts;
  const engine = createEngine({
    knex,
    clock,
    logger,
    config: engineConfig,
    types,
    capabilities: executor.capabilities,
    runnable: executor.runnable,
    operations,
    breakers,
    installation,
    events,
    changes,
    replica: executor.replica,
  });
  changes.onPublish(hint => engine.onChange(hint));
  lifecycle.addStartupHook(async () => {
    // The schedule checks again: what fails now must not keep the engine from starting.
    await executor.check().catch(error => {
      logger.error('This replica could not be checked', toError(error));
    });
    engine.start();
  });
  lifecycle.addShutdownHook(async () => {
    await engine.stop();
    await executor.leave();
  });
  await scheduler.scheduleTask({
    id: 'check-executor',
    scope: 'local',
    frequency: { seconds: 15 },
    timeout: { minutes: 1 },
    fn: () => executor.check(),
  });

  const unregistered = new UnregisteredOperations({
    knex,
    clock,
    types,
    provisioners,
    operations,
    changes,
    logger,
  });
  await scheduler.scheduleTask({
    id: 'check-unregistered-operations',
    frequency: { minutes: 10 },
    timeout: { minutes: 1 },
    fn: () => unregistered.check(),
  });

  const reaper = new Reaper({
    knex,
    clock,
    clockGuard,
    events,
    ledger,
    operations,
    changes,
    logger,
  });
  const tagger = new ExpiryTagger({
    knex,
    clock,
    provisioners,
    installation,
    logger,
  });
  const outbox = new OutboxDispatcher({
    knex,
    clock,
    channels,
    logger,
    appBaseUrl: services.config.getString('app.baseUrl').replace(/\/$/, ''),
    backoffSeconds: engineConfig.notificationInterval.as('seconds'),
  });
  const often = {
    scope: 'local',
    frequency: engineConfig.reaperInterval.toObject(),
    timeout: { minutes: 10 },
  } as const;
  await scheduler.scheduleTask({
    ...often,
    id: 'admit-probes',
    fn: () => breakers.admitProbes(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'reap-leases',
    fn: () => reaper.reapDue(),
  });
  for (const id of provisioners.ids) {
    await scheduler.scheduleTask({
      ...often,
      id: `tag-lease-ends-${id}`,
      fn: () => tagger.tagDue(id),
    });
  }
  await scheduler.scheduleTask({
    id: 'deliver-messages',
    scope: 'local',
    frequency: engineConfig.notificationInterval.toObject(),
    timeout: { minutes: 10 },
    fn: () => outbox.deliverDue(),
  });
  const logs = new LogRetention({
    knex,
    clock,
    clockGuard,
    logger,
    retention: engineConfig.log.retention,
  });
  await scheduler.scheduleTask({
    id: 'remove-old-logs',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    fn: signal => logs.removeOld(signal),
  });
  const oldMessages = new OutboxRetention({
    knex,
    clock,
    clockGuard,
    logger,
    retention: engineConfig.notificationRetention,
  });
  await scheduler.scheduleTask({
    id: 'remove-old-messages',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    fn: signal => oldMessages.removeOld(signal),
  });
}

import { createEngine, readEngineConfig } from './engine';
import { ExpiryTagger, Reaper } from './leases';
import { OutboxDispatcher } from './notifications';
import type { BackendServices, CommonParts } from './startService';

/**
 * Starts what works by itself: the engine, the reaper of leases, the tags that say when one ends, and the outbox.
 *
 * @remarks
 *
 * The engine and the outbox run in every replica and claim what they work on. The others run in one at a time; a replica that
 * is killed keeps them from running for as long as their timeout.
 *
 * @throws InputError when the configuration is wrong
 */
export async function startEngine(
  services: BackendServices,
  parts: CommonParts,
): Promise<void> {
  const { lifecycle, logger, scheduler } = services;
  const config = readEngineConfig(services.config);
  const engine = createEngine({ ...parts, logger, config });
  // A change usually leaves work behind; progress is what the engine says itself.
  parts.changes.onPublish(({ type }) => {
    if (type !== 'OperationProgressed') {
      engine.poke();
    }
  });
  lifecycle.addStartupHook(() => engine.start());
  lifecycle.addShutdownHook(() => engine.stop());

  const reaper = new Reaper({ ...parts, logger });
  const tagger = new ExpiryTagger({ ...parts, logger });
  const outbox = new OutboxDispatcher({
    ...parts,
    logger,
    appBaseUrl: services.config.getString('app.baseUrl').replace(/\/$/, ''),
    backoffSeconds: config.notificationInterval.as('seconds'),
  });
  const often = {
    frequency: config.reaperInterval.toObject(),
    timeout: { minutes: 1 },
  };
  await scheduler.scheduleTask({
    ...often,
    id: 'reap-leases',
    fn: () => reaper.reapDue(),
  });
  await scheduler.scheduleTask({
    ...often,
    id: 'tag-lease-ends',
    fn: () => tagger.tagDue(),
  });
  await scheduler.scheduleTask({
    id: 'deliver-messages',
    scope: 'local',
    frequency: config.notificationInterval.toObject(),
    timeout: { minutes: 10 },
    fn: () => outbox.deliverDue(),
  });
}

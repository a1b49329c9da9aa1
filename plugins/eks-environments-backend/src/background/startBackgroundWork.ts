import type {
  LifecycleService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationChannel } from 'backstage-plugin-eks-environments-node';
import type { Duration } from 'luxon';
import type { Knex } from 'knex';
import type { AccountDirectory } from '../accounts';
import type { Clock } from '../database';
import { createEngine, readEngineConfig } from '../engine';
import type { DefaultChangePublisher, EventRecorder } from '../events';
import { ExpiryTagger, Reaper } from '../leases';
import { OutboxDispatcher } from '../notifications';
import type { QuotaLedger } from '../quotas';

/** What works without anybody asking. */
export interface BackgroundOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  rootConfig: RootConfigService;
  lifecycle: LifecycleService;
  scheduler: SchedulerService;
  installation: string;
  accounts: AccountDirectory;
  ledger: QuotaLedger;
  events: EventRecorder;
  changes: DefaultChangePublisher;
  channels: NotificationChannel[];
}

/**
 * Starts the engine with the plugin and ends it with it, and schedules the reaper, the tags on clusters and the outbox.
 *
 * @remarks
 *
 * The schedules run on every replica: each of their steps is a compare-and-set or a claim, so what one does the others pass over, and
 * none waits for one that died.
 *
 * @throws InputError when the configuration is wrong
 */
export async function startBackgroundWork(
  options: BackgroundOptions,
): Promise<void> {
  const { rootConfig, scheduler, lifecycle, changes } = options;
  const config = readEngineConfig(rootConfig);

  const engine = createEngine({ ...options, config });
  changes.onPublish(({ type }) => {
    // The engine itself says how far it is; everything else may be work for it.
    if (type !== 'OperationProgressed') {
      engine.poke();
    }
  });
  lifecycle.addStartupHook(() => engine.start());
  lifecycle.addShutdownHook(() => engine.stop());

  const reaper = new Reaper(options);
  const tagger = new ExpiryTagger(options);
  const dispatcher = new OutboxDispatcher({
    ...options,
    appBaseUrl: rootConfig.getString('app.baseUrl').replace(/\/$/, ''),
    backoffSeconds: config.notificationInterval.toMillis() / 1000,
  });
  const every = (id: string, interval: Duration, fn: () => Promise<void>) =>
    scheduler.scheduleTask({
      id,
      scope: 'local',
      frequency: interval.toObject(),
      timeout: { minutes: 10 },
      fn,
    });
  await every('reap-leases', config.reaperInterval, () => reaper.reapDue());
  await every('tag-clusters', config.reaperInterval, () => tagger.tagDue());
  await every('deliver-messages', config.notificationInterval, () =>
    dispatcher.deliverDue(),
  );
}

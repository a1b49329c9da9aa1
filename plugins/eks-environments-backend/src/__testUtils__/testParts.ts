import type { ChangeHint } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { Clock, ClockGuard } from '../database';
import { DatabaseEnvironmentCommands } from '../environments';
import { DatabaseEventRecorder } from '../notifications';
import {
  DatabaseOperationQueue,
  LocalCapabilities,
  OperationOffers,
  OperationStarter,
  type RunnableOperations,
} from '../operations';
import { DatabaseQuotaLedger, QuotaDimensionRegistry } from '../quotas';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { pause } from 'backstage-plugin-eks-environments-node';
import { testOperationTypes, testProvisioner } from './testOperationTypes';
import { testProvisioners } from './testProvisioners';

/** Logs errors only: they are unexpected and help to explain a failed test. */
const testLogger = {
  child: () => testLogger,
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (message: string, error: unknown) => {
    process.stderr.write(`${message} ${error}\n`);
  },
};

/** What a single replica can run. */
export function runnableBy(
  capabilities: LocalCapabilities,
): RunnableOperations {
  return { read: async () => capabilities.list() };
}

/** What the parts behind the service share, on a database that is migrated. */
export function testParts(knex: Knex, clock: Clock = new TestClock()) {
  const hints: ChangeHint[] = [];
  const changes = { publish: (hint: ChangeHint) => void hints.push(hint) };
  const events = new DatabaseEventRecorder({
    channels: ['mail', 'portal'],
    operators: ['group:default/platform'],
  });
  const dimensions = new QuotaDimensionRegistry();
  const ledger = new DatabaseQuotaLedger({
    config: {
      defaults: { user: {}, group: {}, everyone: {} },
      overrides: new Map(),
    },
    dimensions,
  });
  const provisioners = testProvisioners([testProvisioner({})]);
  const types = testOperationTypes({}, { events, ledger });
  const operations = new DatabaseOperationQueue({
    types,
    clock,
    events,
    logger: testLogger,
    pause,
  });
  const capabilities = new LocalCapabilities({
    types,
    provisioners,
    logger: testLogger,
  });
  const common = {
    knex,
    types,
    provisioners,
    capabilities,
    runnable: runnableBy(capabilities),
    operations,
    clock,
    changes,
    events,
    dimensions,
    ledger,
    logger: testLogger,
    pause,
    // The tests' time is not the database's.
    clockGuard: {
      check: async () => ({ kind: 'inStep' }),
    } satisfies ClockGuard,
  };
  return {
    ...common,
    hints,
    commands: new DatabaseEnvironmentCommands({
      ...common,
      maximumRetries: 2,
    }),
    offers: new OperationOffers({ ...common, installation: 'test' }),
    starter: new OperationStarter({ ...common, installation: 'test' }),
  };
}

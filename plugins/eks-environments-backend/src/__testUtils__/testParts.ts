import { mockServices } from '@backstage/backend-test-utils';
import type { ChangeHint } from 'backstage-plugin-eks-environments-common';
import { DateTime, type Duration, type DurationLike } from 'luxon';
import type { Knex } from 'knex';
import type { Clock } from '../database';
import { DatabaseEnvironmentCommands } from '../environments';
import { DatabaseEventRecorder } from '../events';
import { DatabaseQuotaLedger } from '../quotas';

/** A clock that stands until it is moved. */
export class TestClock implements Clock {
  #now: DateTime;

  constructor(start = '2026-11-21T10:00:00.000Z') {
    this.#now = DateTime.fromISO(start, { zone: 'utc' });
  }

  now(): DateTime {
    return this.#now;
  }

  advance(by: DurationLike | Duration): void {
    this.#now = this.#now.plus(by);
  }
}

/** What the parts behind the service share, on a database that is migrated. */
export function testParts(knex: Knex, clock: Clock = new TestClock()) {
  const logger = mockServices.logger.mock({
    child: () => logger,
    // What nobody expects is shown with the failed test.
    error: (message, meta) => process.stderr.write(`${message} ${meta}\n`),
  });
  const hints: ChangeHint[] = [];
  const changes = { publish: (hint: ChangeHint) => void hints.push(hint) };
  const events = new DatabaseEventRecorder({
    channels: ['mail', 'portal'],
    operators: ['group:default/platform'],
  });
  const ledger = new DatabaseQuotaLedger({
    config: {
      defaults: { user: {}, group: {}, everyone: {} },
      overrides: new Map(),
    },
  });
  const common = { knex, clock, logger, changes, events, ledger };
  return {
    ...common,
    hints,
    commands: new DatabaseEnvironmentCommands(common),
  };
}

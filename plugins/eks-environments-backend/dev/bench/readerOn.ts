import type { Knex } from 'knex';
import { testParts } from '../../src/__testUtils__/testParts';
import { systemClock } from '../../src/database';
import { EnvironmentReader } from '../../src/api/environments/EnvironmentReader';

/** What the API reads with, as it is without any configuration. */
export function readerOn(knex: Knex): EnvironmentReader {
  return new EnvironmentReader({
    ...testParts(knex),
    installation: 'bench',
    clock: systemClock,
    accounts: [],
    maximumAttempts: 3,
    maximumRetries: 3,
    limits: { concurrency: 4, perRegionOf: {} },
  });
}

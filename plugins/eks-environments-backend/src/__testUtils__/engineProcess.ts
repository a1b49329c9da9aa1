import knexFactory from 'knex';
import { systemClock } from '../database';
import type { EngineProcess } from './backendProcess';
import { engineOn, manyAtOnce } from './engineFixture';
import { testParts } from './testParts';

/*
 * A backend with nothing but an engine, for tests that kill one. Database and AWS come by the environment.
 */

const { database, aws, concurrency }: EngineProcess = JSON.parse(
  process.env.ENGINE_PROCESS ?? '{}',
);
const knex = knexFactory(database);
const engine = engineOn(
  aws,
  testParts(knex, systemClock),
  concurrency ? manyAtOnce(concurrency) : {},
);
engine.start();
// As the portal does in its shutdown hooks.
process.once('SIGTERM', async () => {
  await engine.stop();
  await knex.destroy();
});

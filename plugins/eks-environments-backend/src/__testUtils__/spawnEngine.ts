import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { SimulatedAws } from './engineFixture';

/** Starts a backend with nothing but an engine in a process of its own, on a database that it can open. */
export function spawnEngine(aws: SimulatedAws, knex: Knex): ChildProcess {
  const { client, connection } = knex.client.config;
  return spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'engineProcess.ts'),
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        ENGINE_PROCESS: JSON.stringify({
          aws,
          database: { client, connection, useNullAsDefault: true },
        }),
      },
    },
  );
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { SimulatedAws } from './engineFixture';

/** What an engine in another process is given. */
export interface EngineProcess {
  database: Knex.Config;
  aws: SimulatedAws;
  /** The number of operations at once. Claims last longer with it, because the machine is slow. Omitted: the default of the tests. */
  concurrency?: number;
}

/** Starts a backend with nothing but an engine in another process, on a database that two processes can open. */
export function startBackend(
  knex: Knex,
  options: Omit<EngineProcess, 'database'>,
): ChildProcess {
  const { client, connection } = knex.client.config;
  // Knex hides it from what is enumerated.
  const { password } = connection;
  const engine: EngineProcess = {
    ...options,
    database: {
      client,
      connection: { ...connection, password },
      useNullAsDefault: true,
    },
  };
  return spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'engineProcess.ts'),
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ENGINE_PROCESS: JSON.stringify(engine) },
    },
  );
}

/** Kills a backend without a shutdown, as a crash of its machine would, and returns when it has exited. */
export async function kill(backend: ChildProcess): Promise<void> {
  if (backend.exitCode === null && backend.signalCode === null) {
    backend.kill('SIGKILL');
    await once(backend, 'exit');
  }
}

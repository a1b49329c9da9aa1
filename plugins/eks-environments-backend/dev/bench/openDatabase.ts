import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { migrate } from '../../src/database';

/** A database of our own, with our tables, that is gone when it is closed. */
export interface BenchDatabase {
  name: string;
  knex: Knex;
  close(): Promise<void>;
}

/** @param connectionString - of a PostgreSQL in which databases may be created; omitted: a SQLite file */
export async function openDatabase(
  connectionString: string | undefined,
): Promise<BenchDatabase> {
  const database = await (connectionString
    ? openPostgres(connectionString)
    : openSqlite());
  await migrate(database.knex);
  return database;
}

async function openSqlite(): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(directory, 'bench.sqlite') },
    useNullAsDefault: true,
  });
  return {
    name: 'SQLite',
    knex,
    async close() {
      await knex.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function openPostgres(connectionString: string): Promise<BenchDatabase> {
  const name = `bench_${process.pid}`;
  const server = knexFactory({ client: 'pg', connection: connectionString });
  await server.raw('create database ??', [name]);
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: url.href });
  return {
    name: 'PostgreSQL',
    knex,
    async close() {
      await knex.destroy();
      await server.raw('drop database ??', [name]);
      await server.destroy();
    },
  };
}

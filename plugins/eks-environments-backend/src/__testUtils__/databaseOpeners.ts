import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';

/** A database by its name, and how it is opened; a file is made in the directory. */
export type DatabaseOpener = [
  name: string,
  open: (directory: string) => Promise<Knex>,
];

/** Databases that another process can open, too. To be called where tests are described. */
export function databaseOpeners(): DatabaseOpener[] {
  const postgres = TestDatabases.create({ ids: ['POSTGRES_18'] });
  return [
    [
      'a SQLite file',
      async directory =>
        knexFactory({
          client: 'better-sqlite3',
          connection: { filename: join(directory, 'test.sqlite') },
          useNullAsDefault: true,
        }),
    ],
    ...postgres
      .eachSupportedId()
      .map(([id]): DatabaseOpener => ['PostgreSQL', () => postgres.init(id)]),
  ];
}

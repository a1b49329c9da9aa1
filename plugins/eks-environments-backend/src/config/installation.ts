import { randomUUID } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

/** The characters and the length that clouds allow in the value of a tag. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/=+@-]{0,127}$/;

/**
 * The name of this portal in the tags of everything that it creates.
 *
 * @remarks
 *
 * If none is configured, the first replica that starts generates one and stores it, and all replicas read that row. So the name never
 * changes while the database exists.
 */
export async function readInstallation(
  config: Config,
  knex: Knex,
): Promise<string> {
  const configured = config.getOptionalString('eksEnvironments.installation');
  if (configured !== undefined) {
    if (!NAME.test(configured)) {
      throw new InputError(
        `eksEnvironments.installation must match ${NAME.source}, not be "${configured}"`,
      );
    }
    return configured;
  }
  await knex('settings')
    .insert({ key: 'installation', value: randomUUID() })
    .onConflict('key')
    .ignore();
  const row = await knex('settings').where('key', 'installation').first();
  return row.value;
}

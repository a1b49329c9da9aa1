import { randomUUID } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

/** What AWS takes as the value of a tag, and shorter than it allows. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/=+@-]{0,127}$/;

/**
 * The name of this portal in the tags of everything it makes in AWS.
 *
 * @remarks
 *
 * Without one in the configuration, the first replica to start makes one up and all go by that row: an installation keeps
 * its name for as long as it keeps its database.
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

import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { newId } from '../database';
import type { OperationStarter } from '../operations';

/** Starts an operation as a person, who needs no permission. */
export async function startOperation(
  knex: Knex,
  starter: OperationStarter,
  {
    type,
    environmentId,
    input = {},
  }: { type: string; environmentId: string; input?: JsonObject },
): Promise<string> {
  const id = newId();
  await knex.transaction(transaction =>
    starter.start(transaction, {
      id,
      environmentId,
      type,
      input,
      actor: 'user:default/dana',
    }),
  );
  return id;
}

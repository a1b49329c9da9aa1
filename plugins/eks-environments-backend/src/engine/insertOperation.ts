import type { OperationKind } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { databaseNow, newId } from '../database';

/** Gives the engine something to do. At most one operation of an environment is open: the database refuses a second. */
export async function insertOperation(
  transaction: Knex.Transaction,
  options: { environmentId: string; kind: OperationKind; at: string },
): Promise<void> {
  await transaction('operations').insert({
    id: newId(),
    environment_id: options.environmentId,
    kind: options.kind,
    state: 'Pending',
    phases: '[]',
    created_at: options.at,
    due_at: databaseNow(transaction),
  });
}

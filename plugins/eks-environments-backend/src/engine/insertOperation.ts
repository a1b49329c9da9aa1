import type { Knex } from 'knex';
import { databaseNow, newId } from '../database';
import { planPhases } from './phases';
import type { RunnableKind } from './types';

/** Gives the engine something to do. At most one operation of an environment is open: the database refuses a second. */
export async function insertOperation(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    kind: RunnableKind;
    /** Whether what stands is deleted before a create. */
    fromScratch?: boolean;
    at: string;
  },
): Promise<void> {
  await transaction('operations').insert({
    id: newId(),
    environment_id: options.environmentId,
    kind: options.kind,
    state: 'Pending',
    from_scratch: options.fromScratch ?? false,
    phases: JSON.stringify(planPhases(options.kind)),
    created_at: options.at,
    due_at: databaseNow(transaction),
  });
}

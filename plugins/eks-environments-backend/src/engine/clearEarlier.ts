import { deleteCluster } from './deleteCluster';
import { writeAsHolder } from './fence';
import type { ProcedureOptions } from './procedures';
import type { Outcome, Work } from './types';

/**
 * Deletes what stands of an environment that was given other values: it was made of the earlier ones, and comparing them stack by stack
 * would guess. That it is done is stored, so that whoever takes over does not delete what is built afterwards.
 *
 * @returns why it could not be deleted, or undefined when the create may begin
 */
export async function clearEarlier(
  work: Work,
  options: ProcedureOptions,
): Promise<Outcome | undefined> {
  const { operation, journal } = work;
  if (!operation.from_scratch) {
    return undefined;
  }
  journal.say('Deletes what was built of the earlier values');
  const outcome = await journal.aside(() => deleteCluster(work, options));
  if ('failure' in outcome) {
    return { kind: 'failed', failure: outcome.failure };
  }
  await options.knex.transaction(transaction =>
    writeAsHolder(transaction, operation, { from_scratch: false }),
  );
  return undefined;
}

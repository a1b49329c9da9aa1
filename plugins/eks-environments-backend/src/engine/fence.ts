import { OperationStoppedError } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { assertOperationMove, type OperationRow } from '../database';
import type { ClaimedOperation } from './types';

/** Columns of an operation; the next attempt is due by the database's clock. */
export type HolderChanges = Omit<Partial<OperationRow>, 'due_at'> & {
  due_at?: Knex.Raw<string>;
};

/**
 * Changes an operation in the name of its worker; the first statement of every transaction that a worker writes in, so that the others
 * stand or fall with it.
 *
 * @throws OperationStoppedError `lost` when somebody else holds the operation now
 * @throws Error for a state that no running operation goes to, which is a defect of the caller
 */
export async function writeAsHolder(
  transaction: Knex.Transaction,
  { id, fencing_token }: ClaimedOperation,
  changes: HolderChanges,
): Promise<OperationRow> {
  if (changes.state !== undefined) {
    assertOperationMove('Running', changes.state);
  }
  const [row] = await transaction('operations')
    .where({ id, fencing_token, state: 'Running' })
    .update(changes)
    .returning('*');
  if (!row) {
    throw new OperationStoppedError('lost');
  }
  return row;
}

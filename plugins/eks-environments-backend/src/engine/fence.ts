import { OperationStoppedError } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { assertOperationMove, type OperationRow } from '../database';
import type { ClaimedOperation } from './types';

/** Columns of an operation; the due time of the next attempt uses the database's clock. */
export type HolderChanges = Omit<Partial<OperationRow>, 'due_at'> & {
  due_at?: Knex.Raw<string>;
};

/**
 * Changes an operation in the name of its worker. It is the first write of every transaction of a worker, so that the others commit or roll
 * back with it.
 *
 * @throws OperationStoppedError `lost` when another worker holds the operation
 * @throws Error for a transition that a running operation does not have, which is a defect of the caller
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

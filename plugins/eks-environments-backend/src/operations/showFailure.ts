import type { OperationInfo } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { EnvironmentRow } from '../database';

/** Shows the failure of an operation, as it was stored just now, with its environment. */
export async function showFailure(
  transaction: Knex.Transaction,
  { id, environmentId }: Pick<OperationInfo, 'id' | 'environmentId'>,
  changes: Partial<EnvironmentRow>,
): Promise<void> {
  await transaction('environments')
    .where('id', environmentId)
    .update({
      ...changes,
      failure: transaction('operations').where({ id }).select('failure'),
    });
}

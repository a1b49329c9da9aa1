import type {
  CreateCheckpoint,
  CreateInput,
  CreateResult,
  OperationContext,
  OperationOutcome,
} from 'backstage-plugin-eks-environments-node';
import { deleteCluster } from './deleteCluster';
import type { ProcedureOptions } from './ProcedureOptions';

/**
 * Deletes what exists of an environment whose values were revised: it was created with the earlier values, and comparing them stack by
 * stack would be a guess. A checkpoint records the deletion, so that a takeover does not delete what is created afterwards.
 *
 * @returns why it could not be deleted, or undefined when the creation may begin
 */
export async function clearEarlier(
  context: OperationContext<CreateInput>,
  options: ProcedureOptions,
): Promise<OperationOutcome<CreateResult> | undefined> {
  const { operation, checkpoint, journal } = context;
  const done: CreateCheckpoint = { cleared: true };
  if (!operation.input.fromScratch || checkpoint.cleared) {
    return undefined;
  }
  journal.log('Deleting resources created with the previous values');
  const outcome = await journal.withoutProgress(() =>
    deleteCluster(context, options),
  );
  if (outcome.kind === 'failed') {
    return { kind: 'failed', failure: outcome.failure };
  }
  await context.saveCheckpoint({ ...done });
  return undefined;
}

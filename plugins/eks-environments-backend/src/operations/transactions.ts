import type {
  OperationInfo,
  OperationQueue,
  OperationTransaction,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  type OperationRow,
  transitionEnvironment,
  transitionPower,
} from '../database';

/** Converts an operation for its type. */
export function toOperationInfo(row: OperationRow): OperationInfo {
  return {
    id: row.id,
    environmentId: row.environment_id,
    type: row.type,
    attempt: row.attempt,
    input: JSON.parse(row.input),
  };
}

/** Creates the transaction object for the hooks of operation types. */
export function transactionFor(
  knex: Knex.Transaction,
  options: { environmentId: string; at: string; operations: OperationQueue },
): OperationTransaction {
  const { environmentId: id, at, operations } = options;
  return {
    knex,
    at,
    operations,
    moveEnvironment: move => mustMove(knex, { ...move, id, at }),
  };
}

/**
 * Moves an environment whose state belongs to the caller: any other state is a defect.
 *
 * @throws when the environment is in none of the expected states
 */
export async function mustMove(
  transaction: Knex.Transaction,
  move: Parameters<typeof transitionEnvironment>[1],
): Promise<void> {
  const outcome = await transitionEnvironment(transaction, move);
  if (outcome === 'lost') {
    throw new Error(
      `The environment ${move.id} is not ${[move.from]
        .flat()
        .join(' or ')}, so it can't become ${move.to}`,
    );
  }
}

/**
 * Moves the power of an environment whose power belongs to the caller: any other state is a defect.
 *
 * @throws when the environment is not in use, or its power in none of the expected states
 */
export async function mustMovePower(
  transaction: Knex.Transaction,
  move: Parameters<typeof transitionPower>[1],
): Promise<void> {
  const outcome = await transitionPower(transaction, move);
  if (outcome === 'lost') {
    throw new Error(
      `The power of the environment ${move.id} is not ${[move.from]
        .flat()
        .join(' or ')}, so it can't become ${move.to}`,
    );
  }
}

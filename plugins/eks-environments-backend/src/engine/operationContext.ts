import type { JsonObject } from '@backstage/types';
import type {
  CreateCheckpoint,
  OperationContext,
  OperationJournal,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { CircuitBreakers } from '../breakers';
import type { EnvironmentRow } from '../database';
import {
  toOperationEnvironment,
  type OperationTypes,
  toOperationInfo,
} from '../operations';
import { CREATE } from '../operations/create';
import { type HolderChanges, writeAsHolder } from './fence';
import type { ClaimedOperation } from './types';

/**
 * Creates the context of an attempt.
 *
 * @throws InputError when the schema of the type no longer accepts the stored input
 */
export function toOperationContext(
  operation: ClaimedOperation,
  options: {
    knex: Knex;
    types: OperationTypes;
    environment: EnvironmentRow;
    journal: OperationJournal;
    signal: AbortSignal;
    pause: Pause;
    installation: string;
    breakers: Pick<CircuitBreakers, 'foundRecovered'>;
  },
): OperationContext<any> {
  const { knex, types, environment, journal, signal, pause, breakers } =
    options;
  const info = toOperationInfo(operation);
  let checkpoint: JsonObject = JSON.parse(operation.checkpoint);
  /** Changes the operation, while this attempt holds it, and the environment, which is locked first; see `database/locking.ts`. */
  const save = (changes: {
    operation: HolderChanges;
    environment?: Partial<EnvironmentRow>;
  }) =>
    knex.transaction(async transaction => {
      if (changes.environment) {
        await transaction<EnvironmentRow>('environments')
          .where('id', environment.id)
          .update(changes.environment);
      }
      await writeAsHolder(transaction, operation, changes.operation);
    });
  return {
    operation: {
      ...info,
      input: types.parseInput(info.type, info.input),
    },
    environment: toOperationEnvironment(environment, options),
    journal,
    signal,
    get checkpoint() {
      return checkpoint;
    },
    async saveCheckpoint(next) {
      await save({
        operation: { checkpoint: JSON.stringify(next) },
        // What they belong to is deleted, and the new creation begins. What that one stores stays.
        environment:
          info.type === CREATE && isCleared(next) && !isCleared(checkpoint)
            ? { existing_spec: null, outputs: null }
            : undefined,
      });
      checkpoint = next;
    },
    saveOutputs: outputs =>
      save({
        // Only proves that this attempt holds the operation: its checkpoint may be saved at the same time.
        operation: { fencing_token: operation.fencing_token },
        environment: { outputs: JSON.stringify(outputs) },
      }),
    reportRecovery: checked => breakers.foundRecovered(operation, checked),
    wait: milliseconds => pause(milliseconds, signal),
  };
}

function isCleared({ cleared }: CreateCheckpoint): boolean {
  return cleared === true;
}

import type {
  CreateProcedure,
  DeleteProcedure,
  OperationContext,
  OperationOutcome,
} from 'backstage-plugin-eks-environments-node';
import { createPhases, deletePhases } from '../eksctl/phases';
import type { EventRecorder } from '../events/types';
import { OperationTypes } from '../operations';
import { createOperationType } from '../operations/create';
import { deleteOperationType } from '../operations/delete';
import type { QuotaLedger } from '../quotas';

/** How a test runs creations and deletions. */
export interface TestProcedures {
  create?: CreateProcedure['run'];
  delete?: DeleteProcedure['run'];
  /** Whether this replica can run creations. */
  canCreate?: () => boolean;
}

/** Runs until it is told to stop. */
export function endless({
  signal,
}: Pick<OperationContext<any>, 'signal'>): Promise<OperationOutcome<any>> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** The types `create` and `delete` with their phases and hooks, run as a test says. */
export function testOperationTypes(
  procedures: TestProcedures,
  parts: { events: EventRecorder; ledger: QuotaLedger },
): OperationTypes {
  return new OperationTypes([
    createOperationType(
      {
        phases: createPhases,
        run: procedures.create ?? endless,
        canRun: procedures.canCreate,
      },
      parts,
    ),
    deleteOperationType(
      { phases: deletePhases, run: procedures.delete ?? endless },
      parts,
    ),
  ]);
}

import type {
  CreateProcedure,
  DeleteProcedure,
  OperationContext,
  OperationOutcome,
  Provisioner,
  ProvisionerPower,
} from 'backstage-plugin-eks-environments-node';
import { createPhases, deletePhases } from './eksctlModule';
import { testProvisioners } from './testProvisioners';
import type { EventRecorder } from '../events/types';
import { OperationTypes } from '../operations';
import { createOperationType } from '../operations/create';
import { deleteOperationType } from '../operations/delete';
import {
  hibernateOperationType,
  resumeOperationType,
} from '../operations/power';
import type { QuotaLedger } from '../quotas';

/** How a test runs creations and deletions. */
export interface TestProcedures {
  create?: CreateProcedure['run'];
  delete?: DeleteProcedure['run'];
  hibernate?: ProvisionerPower['hibernate']['run'];
  resume?: ProvisionerPower['resume']['run'];
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

/** A provisioner whose procedures do what a test says. */
export function testProvisioner(procedures: TestProcedures): Provisioner {
  return {
    id: 'eksctl',
    title: 'Test',
    create: {
      phases: createPhases,
      run: procedures.create ?? endless,
      canRun: procedures.canCreate,
    },
    delete: { phases: deletePhases, run: procedures.delete ?? endless },
    power: {
      supports: () => ({ kind: 'supported' }),
      hibernate: { phases: [], run: procedures.hibernate ?? endless },
      resume: { phases: [], run: procedures.resume ?? endless },
    },
    checkBlueprint: async () => [],
    planExample: async () => undefined,
    plan: async () => ({ kind: 'refused', findings: [] }),
    tags: () => ({}),
    presentSweep: () => ({ finishedAt: '', kinds: [], items: [] }),
  };
}

/** The types `create` and `delete` with their phases and hooks, run as a test says. */
export function testOperationTypes(
  procedures: TestProcedures,
  parts: { events: EventRecorder; ledger: QuotaLedger },
): OperationTypes {
  const provisioners = testProvisioners([testProvisioner(procedures)]);
  return new OperationTypes([
    createOperationType({
      ...parts,
      provisioners,
      executor: { isReady: () => true },
    }),
    deleteOperationType({ ...parts, provisioners }),
    hibernateOperationType({ provisioners }),
    resumeOperationType({ provisioners }),
  ]);
}

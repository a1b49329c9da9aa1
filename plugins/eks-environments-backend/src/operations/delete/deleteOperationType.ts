import type {
  CodedText,
  DeleteResult,
  OperationEvent,
  OperationInfo,
  OperationSettlement,
  OperationTransaction,
  OperationType,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';
import { endSegment } from '../../costs';
import { eventText, failureText } from '../../events/eventText';
import { setNextDeletion } from '../../leases/failureDeadline';
import type { ProvisionerRegistry } from '../../provisioners';
import type { QuotaLedger } from '../../quotas';
import { retriedText } from '../events';
import { procedureOf } from '../procedureOf';
import { showFailure } from '../showFailure';
import { mustMove } from '../transactions';
import { countLeftovers } from './countLeftovers';
import { DELETE } from './types';

/** The operation type that deletes environments: from Deprovisioning to Deprovisioned. The provisioner of the environment runs it. */
export function deleteOperationType({
  provisioners,
  ledger,
}: {
  provisioners: ProvisionerRegistry;
  ledger: QuotaLedger;
}): OperationType<object, DeleteResult> {
  return {
    ...procedureOf(provisioners, provisioner => provisioner.delete),
    type: DELETE,
    title: 'Deletion',
    input: z.object({}).strict(),
    lane: 'teardown',
    cancellable: false,
    countsForBreaker: false,
    // What is left costs money, and nobody waits for a quick answer. The reaper queues the next deletion.
    retry: { failures: 'all', lastFailureShows: 'whileRetrying' },
    onBegin: async () => ({
      type: 'DeprovisioningStarted',
      ...eventText('deletion-started'),
    }),
    onSettled: (transaction, operation, settlement) =>
      settled(transaction, operation, { settlement, ledger }),
  };
}

async function settled(
  transaction: OperationTransaction,
  operation: OperationInfo<object>,
  {
    settlement,
    ledger,
  }: { settlement: OperationSettlement<DeleteResult>; ledger: QuotaLedger },
): Promise<OperationEvent | undefined> {
  switch (settlement.kind) {
    case 'succeeded':
      return becomeGone(transaction, operation, {
        sweep: settlement.result.sweep,
        ledger,
      });
    case 'retrying':
      await showFailed(transaction, operation, {
        result: settlement.result,
        ledger,
      });
      return {
        type: 'DeprovisioningRetried',
        ...retriedText(operation, settlement.failure),
      };
    case 'failed': {
      const counted = await showFailed(transaction, operation, {
        result: settlement.result,
        ledger,
      });
      return giveUp(transaction, operation, {
        text: eventText('deletion-failed', {
          failure: failureText(settlement.failure),
          counted,
        }),
        hasLeftovers: settlement.result?.sweep !== undefined,
      });
    }
    default:
      return undefined;
  }
}

async function becomeGone(
  { knex, at }: OperationTransaction,
  { environmentId }: OperationInfo<object>,
  { sweep, ledger }: DeleteResult & { ledger: QuotaLedger },
): Promise<OperationEvent> {
  await mustMove(knex, {
    id: environmentId,
    from: 'Deprovisioning',
    to: 'Deprovisioned',
    at,
    changes: {
      ended_at: at,
      failure: null,
      existing_spec: null,
      outputs: null,
      sweep: JSON.stringify(sweep),
    },
  });
  await endSegment(knex, { environmentId, at });
  await ledger.release(knex, {
    holder: { kind: 'environment', id: environmentId },
    at,
  });
  return {
    type: 'EnvironmentDeprovisioned',
    ...eventText('deleted', { types: sweep.searchedKinds.length }),
  };
}

/** @returns what still counts, for people */
async function showFailed(
  transaction: OperationTransaction,
  operation: OperationInfo<object>,
  {
    result: { sweep, leftovers } = {},
    ledger,
  }: { result?: Partial<DeleteResult>; ledger: QuotaLedger },
): Promise<CodedText> {
  const { knex, at } = transaction;
  await showFailure(knex, operation, {
    updated_at: at,
    ...(sweep ? { sweep: JSON.stringify(sweep) } : {}),
  });
  return countLeftovers(transaction, operation.environmentId, {
    leftovers: sweep && leftovers,
    ledger,
  });
}

/** The attempts are used up: the environment waits for a person, or for the reaper. */
async function giveUp(
  { knex, at, moveEnvironment }: OperationTransaction,
  { environmentId }: OperationInfo<object>,
  { text, hasLeftovers }: { text: CodedText; hasLeftovers: boolean },
): Promise<OperationEvent> {
  await moveEnvironment({
    from: 'Deprovisioning',
    to: hasLeftovers ? 'Quarantined' : 'DeprovisioningFailed',
  });
  await setNextDeletion(knex, { environmentId, at });
  return {
    type: hasLeftovers ? 'EnvironmentQuarantined' : 'DeprovisioningFailed',
    ...text,
  };
}

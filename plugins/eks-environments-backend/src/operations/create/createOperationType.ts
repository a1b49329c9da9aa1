import type {
  CodedText,
  CreatedResource,
  CreateInput,
  CreateResult,
  OperationEvent,
  OperationInfo,
  OperationSettlement,
  OperationTransaction,
  OperationType,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';
import { beginSegment } from '../../costs';
import { eventText, failureText, withProblems } from '../../events/eventText';
import type { EventRecorder } from '../../events/types';
import { setFailureDeadline } from '../../leases/failureDeadline';
import { startLease } from '../../leases/startLease';
import type { ProvisionerRegistry } from '../../provisioners';
import { retriedText } from '../events';
import { procedureOf } from '../procedureOf';
import { showFailure } from '../showFailure';
import { mustMove } from '../transactions';
import { CREATE } from './types';

/** The operation type that creates environments: from Queued to Ready. The provisioner of the environment runs it. */
export function createOperationType({
  provisioners,
  executor,
  events,
}: {
  provisioners: ProvisionerRegistry;
  /** Whether this replica can begin creations. */
  executor: { isReady(provisioner: string): boolean };
  events: EventRecorder;
}): OperationType<CreateInput, CreateResult> {
  const procedure = procedureOf(provisioners, ({ create }) => create);
  return {
    ...procedure,
    canRun: provisioner =>
      executor.isReady(provisioner) &&
      (procedure.canRun?.(provisioner) ?? true),
    type: CREATE,
    title: 'Creation',
    input: z.object({ fromScratch: z.boolean().default(false) }).strict(),
    lane: 'build',
    cancellable: true,
    countsForBreaker: true,
    // The remains of a failed creation are deleted after its deadline, so a hopeless attempt only costs money.
    retry: { failures: 'retryable', lastFailureShows: 'remedy' },
    onBegin,
    onSettled: (transaction, operation, settlement) =>
      settled(transaction, operation, { settlement, events }),
  };
}

async function onBegin(
  transaction: OperationTransaction,
  { environmentId }: OperationInfo<CreateInput>,
): Promise<OperationEvent> {
  await transaction.moveEnvironment({ from: 'Queued', to: 'Provisioning' });
  await beginSegment(transaction.knex, { environmentId, at: transaction.at });
  return { type: 'ProvisioningStarted', ...eventText('creation-started') };
}

async function settled(
  transaction: OperationTransaction,
  operation: OperationInfo<CreateInput>,
  {
    settlement,
    events,
  }: { settlement: OperationSettlement<CreateResult>; events: EventRecorder },
): Promise<OperationEvent | undefined> {
  switch (settlement.kind) {
    case 'succeeded':
      return becomeReady(transaction, operation, {
        cluster: settlement.result.cluster,
        events,
      });
    case 'retrying':
      await showFailed(transaction, operation);
      return {
        type: 'ProvisioningRetried',
        ...retriedText(operation, settlement.failure),
      };
    case 'failed':
      await showFailed(transaction, operation);
      await transaction.moveEnvironment({
        // Queued if it could not even begin.
        from: ['Queued', 'Provisioning'],
        to: 'ProvisioningFailed',
      });
      return {
        type: 'ProvisioningFailed',
        ...eventText('creation-failed', {
          failure: failureText(settlement.failure),
        }),
      };
    default:
      // A deletion follows, and has its own timeline entry.
      return undefined;
  }
}

async function becomeReady(
  { knex, at }: OperationTransaction,
  { environmentId }: OperationInfo<CreateInput>,
  { cluster, events }: { cluster: CreatedResource; events: EventRecorder },
): Promise<OperationEvent> {
  await mustMove(knex, {
    id: environmentId,
    from: 'Provisioning',
    to: 'Ready',
    at,
    changes: {
      ready_at: at,
      failure: null,
      nodes: cluster.nodes ?? null,
      kubernetes_version: cluster.kubernetesVersion ?? null,
      endpoint: cluster.endpoint ?? null,
      certificate_authority: cluster.certificateAuthority ?? null,
    },
  });
  await startLease(knex, { environmentId, at, events });
  return { type: 'EnvironmentReady', ...readyText(cluster) };
}

function readyText({ summary, nodes, unhealthy }: CreatedResource) {
  return withProblems(
    summary ? { message: summary } : usualReadyText(nodes),
    unhealthy,
  );
}

function usualReadyText(nodes: number | undefined): CodedText {
  return nodes === undefined
    ? eventText('ready')
    : eventText('ready-with-nodes', { nodes });
}

/** Shows the failure with the environment. Each failed attempt moves the deadline after which the environment is deleted. */
async function showFailed(
  { knex, at }: OperationTransaction,
  operation: OperationInfo<CreateInput>,
): Promise<void> {
  await showFailure(knex, operation, { updated_at: at });
  await setFailureDeadline(knex, {
    environmentId: operation.environmentId,
    at,
  });
}

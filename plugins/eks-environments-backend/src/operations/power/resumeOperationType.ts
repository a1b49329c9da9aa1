import {
  canResume,
  environmentPowerPermission,
} from 'backstage-plugin-eks-environments-common';
import type {
  OperationEvent,
  OperationInfo,
  OperationSettlement,
  OperationTransaction,
  OperationType,
  PowerInput,
  ResumeResult,
} from 'backstage-plugin-eks-environments-node';
import { changeRate } from '../../costs';
import { eventText, failureText, withProblems } from '../../events/eventText';
import type { ProvisionerRegistry } from '../../provisioners';
import { procedureOf } from '../procedureOf';
import { mustMovePower } from '../transactions';
import { showChangeFailed } from './changeFailed';
import { startPowerChange } from './powerTrigger';
import { readRestore } from './restore';
import { powerInput, RESUME } from './types';

/**
 * The operation type that restores the nodes of hibernated environments. The power becomes `resuming` when the operation is started, and `on`
 * when it succeeds.
 */
export function resumeOperationType({
  provisioners,
}: {
  provisioners: ProvisionerRegistry;
}): OperationType<PowerInput, ResumeResult> {
  return {
    ...procedureOf(provisioners, ({ power }) => power?.resume),
    type: RESUME,
    title: 'Resumption',
    input: powerInput,
    permission: environmentPowerPermission,
    trigger: {
      title: 'Resume',
      description:
        'This starts as many nodes as the environment had before its hibernation, which takes some minutes. They cost money again.',
      availability: environment =>
        provisioners.find(environment.provisioner)?.power &&
        canResume(environment)
          ? { kind: 'possible' }
          : { kind: 'notOffered' },
      onStart: (transaction, { environment }) =>
        startPowerChange(transaction, environment, {
          to: 'resuming',
          event: {
            type: 'ResumptionRequested',
            ...eventText('resumption-requested'),
          },
        }),
    },
    lane: 'change',
    cancellable: true,
    // It may fail for lack of capacity, which must not hold back the creation of others.
    countsForBreaker: false,
    retry: { failures: 'retryable', lastFailureShows: 'remedy' },
    onBegin,
    onSettled: settled,
  };
}

/** From now on nodes cost money. */
async function onBegin(
  { knex, at }: OperationTransaction,
  { environmentId }: OperationInfo<PowerInput>,
): Promise<undefined> {
  const restore = await readRestore(knex, environmentId);
  if (restore) {
    await changeRate(knex, { environmentId, rate: restore.rate, at });
  }
}

async function settled(
  transaction: OperationTransaction,
  operation: OperationInfo<PowerInput>,
  settlement: OperationSettlement<ResumeResult>,
): Promise<OperationEvent | undefined> {
  switch (settlement.kind) {
    case 'succeeded':
      return becomeOn(transaction, operation, settlement.result);
    case 'failed':
      await showChangeFailed(transaction, operation, settlement.failure);
      return {
        type: 'ResumptionFailed',
        ...eventText('resumption-failed', {
          failure: failureText(settlement.failure),
        }),
      };
    default:
      return undefined;
  }
}

async function becomeOn(
  { knex, at }: OperationTransaction,
  { environmentId }: OperationInfo<PowerInput>,
  { cluster }: ResumeResult,
): Promise<OperationEvent> {
  await mustMovePower(knex, {
    id: environmentId,
    from: 'resuming',
    to: 'on',
    at,
    changes: {
      restore: null,
      nodes: cluster.nodes ?? null,
      kubernetes_version: cluster.kubernetesVersion ?? null,
    },
  });
  return {
    type: 'EnvironmentResumed',
    ...withProblems(eventText('resumed'), cluster.unhealthy),
  };
}

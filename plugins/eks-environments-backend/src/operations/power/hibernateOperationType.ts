import {
  canHibernate,
  environmentPowerPermission,
} from 'backstage-plugin-eks-environments-common';
import type {
  HibernateResult,
  OperationEnvironment,
  OperationEvent,
  OperationInfo,
  OperationSettlement,
  OperationTransaction,
  OperationType,
  PowerInput,
  TriggerAvailability,
} from 'backstage-plugin-eks-environments-node';
import { changeRate, readRate, toRate } from '../../costs';
import { eventText, failureText } from '../../events/eventText';
import type { ProvisionerRegistry } from '../../provisioners';
import { procedureOf } from '../procedureOf';
import { mustMovePower } from '../transactions';
import { showChangeFailed } from './changeFailed';
import { startPowerChange } from './powerTrigger';
import { readRestore, type Restore } from './restore';
import { HIBERNATE, powerInput } from './types';

/**
 * The operation type that removes the nodes of environments until they are resumed. The power becomes `hibernating` when the operation is
 * started, and `off` when it succeeds.
 */
export function hibernateOperationType({
  provisioners,
}: {
  provisioners: ProvisionerRegistry;
}): OperationType<PowerInput, HibernateResult> {
  return {
    ...procedureOf(provisioners, ({ power }) => power?.hibernate),
    type: HIBERNATE,
    title: 'Hibernation',
    input: powerInput,
    permission: environmentPowerPermission,
    trigger: {
      title: 'Hibernate',
      description: [
        'This removes all nodes of the environment. Everything that runs on them stops.',
        'Kubernetes objects and volumes are kept, and the lease continues. Resume it to get the same number of nodes back, which takes some minutes.',
        'Control plane, network and volumes still cost money.',
      ].join('\n'),
      availability: environment => availabilityOn(environment, provisioners),
      onStart: (transaction, { environment }) =>
        startPowerChange(transaction, environment, {
          to: 'hibernating',
          event: {
            type: 'HibernationRequested',
            ...eventText('hibernation-requested'),
          },
        }),
    },
    lane: 'change',
    cancellable: true,
    // It needs no capacity, so a failure says nothing about the account and region.
    countsForBreaker: false,
    retry: { failures: 'retryable', lastFailureShows: 'remedy' },
    // Its start has a timeline entry.
    onBegin: async () => undefined,
    onSettled: settled,
  };
}

function availabilityOn(
  environment: OperationEnvironment,
  provisioners: ProvisionerRegistry,
): TriggerAvailability {
  const power = provisioners.find(environment.provisioner)?.power;
  if (!power || !canHibernate(environment)) {
    return { kind: 'notOffered' };
  }
  const support = power.supports(environment);
  return support.kind === 'unsupported'
    ? { kind: 'refused', reason: support.reason }
    : { kind: 'possible' };
}

async function settled(
  transaction: OperationTransaction,
  operation: OperationInfo<PowerInput>,
  settlement: OperationSettlement<HibernateResult>,
): Promise<OperationEvent | undefined> {
  switch (settlement.kind) {
    case 'succeeded':
      return becomeOff(transaction, operation, settlement.result);
    case 'failed':
      await showChangeFailed(transaction, operation, settlement.failure);
      return {
        type: 'HibernationFailed',
        ...eventText('hibernation-failed', {
          failure: failureText(settlement.failure),
        }),
      };
    default:
      // The log has the attempts; after a cancellation the deletion follows, with its own timeline entry.
      return undefined;
  }
}

async function becomeOff(
  { knex, at }: OperationTransaction,
  { environmentId }: OperationInfo<PowerInput>,
  { restore: provisioner, cost }: HibernateResult,
): Promise<OperationEvent> {
  // After a resumption that did not complete, or did not even begin, the rate from before the first hibernation is still stored.
  const earlier = await readRestore(knex, environmentId);
  const restore: Restore = {
    rate: earlier?.rate ?? (await readRate(knex, environmentId)),
    provisioner,
  };
  await mustMovePower(knex, {
    id: environmentId,
    from: 'hibernating',
    to: 'off',
    at,
    changes: { nodes: 0, restore: JSON.stringify(restore) },
  });
  await changeRate(knex, { environmentId, rate: toRate(cost), at });
  return {
    type: 'EnvironmentHibernated',
    ...eventText('hibernated'),
  };
}

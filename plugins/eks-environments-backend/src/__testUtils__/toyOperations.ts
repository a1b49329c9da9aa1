import { createBackendModule } from '@backstage/backend-plugin-api';
import { createPermission } from '@backstage/plugin-permission-common';
import {
  answers,
  isOn,
  RESOURCE_TYPE_ENVIRONMENT,
} from 'backstage-plugin-eks-environments-common';
import {
  eksEnvironmentsOperationsExtensionPoint,
  type OperationType,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';

/** Restart the nodes of a cluster. */
export const restartNodesPermission = createPermission({
  name: 'eks-environments.nodes.restart',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** Restarts the node groups of a cluster, one after the other. */
export const restartNodes: OperationType<
  { nodeGroups: string[] },
  { restarted: number }
> = {
  type: 'restart-nodes',
  title: 'Restart of nodes',
  input: z.object({ nodeGroups: z.array(z.string()).min(1) }).strict(),
  permission: restartNodesPermission,
  trigger: {
    title: 'Restart nodes',
    description:
      'Restarts the node groups one after the other.\nPods move to other nodes, which takes some minutes.',
    form: {
      properties: { nodeGroups: { type: 'array', title: 'Node groups' } },
      required: ['nodeGroups'],
    },
    availability({ state, power }) {
      if (!answers(state)) {
        return { kind: 'notOffered' };
      }
      return isOn(power)
        ? { kind: 'possible' }
        : {
            kind: 'refused',
            reason: { code: 'nodes-off', message: 'It has no nodes now' },
          };
    },
  },
  phases: [
    { id: 'cordon', title: 'Cordon' },
    { id: 'restart', title: 'Restart' },
  ],
  lane: 'change',
  cancellable: true,
  countsForBreaker: false,
  retry: {
    failures: 'retryable',
    maximumAttempts: 2,
    lastFailureShows: 'remedy',
  },

  async run({ operation, environment, journal, checkpoint, ...context }) {
    journal.progress('cordon', 0);
    const { nodeGroups } = operation.input;
    // Run again after its process was killed, it continues after the last group that is done.
    let restarted = Number(checkpoint.restarted ?? 0);
    while (restarted < nodeGroups.length) {
      journal.progress('restart', (100 * restarted) / nodeGroups.length);
      journal.log(`Restarts ${nodeGroups[restarted]} of ${environment.name}`);
      await context.wait(10);
      restarted += 1;
      await context.saveCheckpoint({ restarted });
    }
    return { kind: 'succeeded', result: { restarted } };
  },

  async onSettled(_transaction, { input }, settlement) {
    switch (settlement.kind) {
      case 'succeeded':
        return {
          type: 'OperationSucceeded',
          message: `Restarted ${settlement.result.restarted} node groups`,
        };
      case 'cancelled':
        return {
          type: 'OperationCancelled',
          message: 'The restart of nodes was cancelled',
        };
      default:
        return {
          type:
            settlement.kind === 'failed'
              ? 'OperationFailed'
              : 'OperationRetried',
          message: `${input.nodeGroups.join(', ')}: ${
            settlement.failure.developerMessage
          }`,
        };
    }
  },
};

/** The module that adds the type. */
export const restartNodesModule = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'restart-nodes',
  register(module) {
    module.registerInit({
      deps: { operations: eksEnvironmentsOperationsExtensionPoint },
      async init({ operations }) {
        operations.addOperationType(restartNodes);
      },
    });
  },
});

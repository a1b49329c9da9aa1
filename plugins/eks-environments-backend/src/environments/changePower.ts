import { ConflictError } from '@backstage/errors';
import {
  canHibernate,
  canResume,
  CHANGE_FAILED,
  environmentStateLabels,
  HEALTHY,
  type Message,
  powerStateLabels,
} from 'backstage-plugin-eks-environments-common';
import type { JsonObject } from '@backstage/types';
import type { OperationQueue } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { removeConditions } from '../conditions';
import {
  type EnvironmentRow,
  type HealthCheckRow,
  lockEnvironment,
} from '../database';
import { eventText } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { mustMovePower } from '../operations';
import { HIBERNATE, parseRestore, RESUME } from '../operations/power';
import { type ProvisionerRegistry, toProvisioned } from '../provisioners';

/** A change of the power, by the state that it begins with. */
export type PowerChange = 'hibernating' | 'resuming';

/** What the refusals depend on. */
export interface PowerRefusalOptions {
  provisioners: ProvisionerRegistry;
  /** The installation in the ownership tags. */
  installation: string;
}

const changes = {
  hibernating: {
    operation: HIBERNATE,
    isPossible: canHibernate,
    event: 'HibernationRequested',
    text: 'hibernation-requested',
    refusal: "can't be hibernated",
  },
  resuming: {
    operation: RESUME,
    isPossible: canResume,
    event: 'ResumptionRequested',
    text: 'resumption-requested',
    refusal: "can't be resumed",
  },
} as const;

/**
 * Requests that an environment is hibernated or resumed: its power changes at once, and the operation is queued.
 *
 * @throws ConflictError when its state or its provisioner does not allow that, and while another operation of it is open
 */
export async function changePower(
  transaction: Knex.Transaction,
  change: {
    environmentId: string;
    to: PowerChange;
    actor: string;
    at: string;
  },
  options: PowerRefusalOptions & {
    operations: OperationQueue;
    events: EventRecorder;
  },
): Promise<void> {
  const { environmentId, to, actor, at } = change;
  const { operation, event, text } = changes[to];
  const environment = await lockEnvironment(transaction, environmentId);
  assertAllowed(environment, to, options);
  // After a failure, the power is what it is to be already; the queue refuses a second operation.
  if (environment.power !== to) {
    await mustMovePower(transaction, {
      id: environmentId,
      from: environment.power,
      to,
      at,
    });
  }
  await options.operations.enqueue(transaction, {
    environmentId,
    type: operation,
    input: powerInputOf(environment),
  });
  await forgetObservations(transaction, environmentId);
  await options.events.record(transaction, {
    type: event,
    environmentId,
    actor,
    ...eventText(text),
    at,
  });
}

/** Why an environment can't be hibernated, as far as its provisioner knows; undefined if it can. */
export function hibernationRefusal(
  row: EnvironmentRow,
  { provisioners, installation }: PowerRefusalOptions,
): Message | undefined {
  const provisioner = provisioners.find(row.provisioner);
  if (!provisioner?.power) {
    return {
      code: 'hibernation-unsupported',
      params: { provisioner: provisioner?.title ?? row.provisioner },
      message: `${
        provisioner?.title ?? row.provisioner
      } can't hibernate environments`,
    };
  }
  const support = provisioner.power.supports(
    toProvisioned(row, { installation }),
  );
  return support.kind === 'unsupported' ? support.reason : undefined;
}

function assertAllowed(
  environment: EnvironmentRow,
  to: PowerChange,
  options: PowerRefusalOptions,
): void {
  const { state, power } = environment;
  const { isPossible, refusal: why } = changes[to];
  if (!isPossible({ state, power })) {
    throw new ConflictError(
      `The environment ${why}: it is ${environmentStateLabels[state]} and its power is ${powerStateLabels[power]}`,
    );
  }
  if (to === 'hibernating') {
    const refusal = hibernationRefusal(environment, options);
    if (refusal) {
      throw new ConflictError(refusal.message);
    }
  }
}

/** The input of both operation types. */
function powerInputOf(environment: EnvironmentRow): JsonObject {
  const restore = parseRestore(environment);
  return restore ? { restore: restore.provisioner } : {};
}

/** What was observed before says nothing about the environment after the change. */
async function forgetObservations(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<void> {
  await removeConditions(transaction, environmentId, [HEALTHY, CHANGE_FAILED]);
  await transaction<HealthCheckRow>('health_checks')
    .where('environment_id', environmentId)
    .update({ failures: 0, failing_since: null });
}

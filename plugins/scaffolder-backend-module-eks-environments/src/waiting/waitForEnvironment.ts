import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  answers,
  type Environment,
  type EnvironmentState,
  environmentStateLabels,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import { OperationLogTail } from './OperationLogTail';
import { poll, type WaitOptions } from './poll';

type Outcome = 'wait' | 'reached' | 'missed';

const readiness: Record<EnvironmentState, Outcome> = {
  Queued: 'wait',
  Provisioning: 'wait',
  ProvisioningFailed: 'missed',
  Ready: 'reached',
  Deprovisioning: 'missed',
  DeprovisioningFailed: 'missed',
  Quarantined: 'missed',
  Deprovisioned: 'missed',
};

const removal: Record<EnvironmentState, Outcome> = {
  Queued: 'wait',
  Provisioning: 'wait',
  ProvisioningFailed: 'wait',
  Ready: 'wait',
  Deprovisioning: 'wait',
  DeprovisioningFailed: 'missed',
  Quarantined: 'missed',
  Deprovisioned: 'reached',
};

interface EnvironmentWaitOptions extends WaitOptions {
  environments: Pick<
    EksEnvironmentsService,
    'getEnvironment' | 'getOperationLog'
  >;
  getCredentials(): Promise<BackstageCredentials>;
}

/**
 * Waits until the environment is ready, and copies eksctl's log into the task's log.
 *
 * @throws ConflictError if it failed or is being deleted
 */
export function waitUntilReady(
  environmentId: string,
  options: EnvironmentWaitOptions,
): Promise<Environment> {
  return waitForEnvironment(
    environmentId,
    ({ state }) => readiness[state],
    options,
  );
}

/**
 * Waits until the environment is deleted, and copies eksctl's log into the task's log.
 *
 * @throws ConflictError if it could not be removed
 */
export function waitUntilGone(
  environmentId: string,
  options: EnvironmentWaitOptions,
): Promise<Environment> {
  return waitForEnvironment(
    environmentId,
    ({ state }) => removal[state],
    options,
  );
}

/**
 * Waits until the environment is hibernated, or resumed, and copies the log into the task's log.
 *
 * @throws ConflictError if the operation failed, or the environment is being deleted
 */
export function waitUntilPower(
  environmentId: string,
  target: 'on' | 'off',
  options: EnvironmentWaitOptions,
): Promise<Environment> {
  return waitForEnvironment(
    environmentId,
    environment => powerOutcome(environment, target),
    options,
  );
}

/** A failed operation leaves the power on its way. */
function powerOutcome(
  { state, power, operation }: Environment,
  target: 'on' | 'off',
): Outcome {
  if (power === target) {
    return 'reached';
  }
  const isOpen =
    operation?.state === 'Pending' || operation?.state === 'Running';
  return answers(state) && isOpen ? 'wait' : 'missed';
}

function waitForEnvironment(
  environmentId: string,
  judge: (environment: Environment) => Outcome,
  options: EnvironmentWaitOptions,
): Promise<Environment> {
  const { environments, logger, getCredentials } = options;
  const tail = new OperationLogTail({ environments, logger });
  return poll(async () => {
    const credentials = await getCredentials();
    const environment = await environments.getEnvironment(environmentId, {
      credentials,
    });
    if (environment.operation) {
      await tail.copyNewLines(environmentId, environment.operation, {
        credentials,
      });
    }
    const outcome = judge(environment);
    if (outcome === 'missed') {
      throw new ConflictError(describeMiss(environment));
    }
    return outcome === 'reached' ? environment : undefined;
  }, options);
}

function describeMiss(environment: Environment) {
  const { name, state, endReason, operation } = environment;
  const failure = environment.failure ?? operation?.failure;
  const cause = failure
    ? `: ${failure.message} ${failure.remedy}`
    : endReason && ` (${toWords(endReason)})`;
  return `The state of the environment ${name} is ${
    environmentStateLabels[state]
  }${cause ?? ''}`;
}

/** Converts `DeletedByUser` to `deleted by user`. */
function toWords(name: string): string {
  return name
    .replace(/\B[A-Z]/g, letter => ` ${letter}`)
    .toLocaleLowerCase('en');
}

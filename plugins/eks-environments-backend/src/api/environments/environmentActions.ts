import {
  answers,
  type AvailableAction,
  environmentStateLabels,
  environmentStates,
  isTransition,
} from 'backstage-plugin-eks-environments-common';
import type { DateTime } from 'luxon';
import type { EnvironmentRow, LeaseRow } from '../../database';
import { checkExtension } from '../../leases/checkExtension';

interface PendingReplan {
  /** The revision that waits for a decision. */
  pending_request_id: string | null;
}

const REPLAN_WAITS = 'Other values wait for a decision';

/**
 * The actions on an environment that its state and its limits allow; those that the caller may not take are removed later.
 *
 * @remarks
 *
 * An action that the state forbids temporarily is listed with the reason; one that will never be possible again is not listed.
 */
export function environmentActions(
  environment: EnvironmentRow & PendingReplan,
  options: { lease: LeaseRow; maximumRetries: number; now: DateTime },
): AvailableAction[] {
  switch (environment.state) {
    case 'Deprovisioned':
      return [];
    case 'Queued':
    case 'Provisioning':
      return [
        environment.end_reason === null
          ? { action: 'cancel', possible: true }
          : notNow('cancel', 'It is being cancelled'),
        notNow('extend', 'The lease starts when the environment is ready'),
        notNow('connect', 'The cluster is not ready yet'),
      ];
    case 'Deprovisioning':
      return [notNow('delete', 'It is being deleted')];
    case 'DeprovisioningFailed':
    case 'Quarantined':
      return [{ action: 'retry', possible: true }];
    case 'ProvisioningFailed':
      return [
        retry(environment, options.maximumRetries),
        environment.pending_request_id === null
          ? { action: 'replan', possible: true }
          : notNow('replan', REPLAN_WAITS),
        { action: 'delete', possible: true },
      ];
    default:
      return [
        extension(options.lease, options.now),
        connection(environment),
        { action: 'delete', possible: isDeletable(environment) },
      ];
  }
}

function retry(
  environment: Pick<EnvironmentRow, 'retries'> & PendingReplan,
  maximumRetries: number,
): AvailableAction {
  if (environment.pending_request_id !== null) {
    return notNow('retry', REPLAN_WAITS);
  }
  return environment.retries >= maximumRetries
    ? notNow(
        'retry',
        `It was tried again ${environment.retries} of ${maximumRetries} times; ask with other values or delete it`,
      )
    : { action: 'retry', possible: true };
}

function extension(lease: LeaseRow, now: DateTime): AvailableAction {
  const check = checkExtension(lease, now);
  return check.kind === 'refused'
    ? notNow('extend', check.reason)
    : { action: 'extend', possible: true };
}

function connection({ state, endpoint }: EnvironmentRow): AvailableAction {
  return answers(state) && endpoint !== null
    ? { action: 'connect', possible: true }
    : notNow(
        'connect',
        `The cluster does not answer in the state ${environmentStateLabels[state]}`,
      );
}

function isDeletable({ state }: EnvironmentRow): boolean {
  return isTransition(environmentStates, state, 'Deprovisioning');
}

function notNow(
  action: AvailableAction['action'],
  reason: string,
): AvailableAction {
  return { action, possible: false, reason };
}

import {
  type AvailableAction,
  environmentStates,
  type EnvironmentState,
  isTransition,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentRow, LeaseRow } from '../../database';

/** States in which the cluster answers and a lease runs. */
const LEASED: readonly EnvironmentState[] = ['Ready', 'Hibernated', 'Expiring'];

/**
 * What can be done with an environment, as its state and its limits say; what a caller may not do is taken out later.
 *
 * @remarks
 *
 * An action that the state forbids only now is listed with the reason; one that will never be possible again is not listed.
 */
export function environmentActions(
  environment: EnvironmentRow,
  lease: LeaseRow,
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
        { action: 'retry', possible: true },
        { action: 'delete', possible: true },
      ];
    default:
      return [
        extension(environment, lease),
        connection(environment),
        { action: 'delete', possible: isDeletable(environment) },
      ];
  }
}

function extension(
  { state }: EnvironmentRow,
  lease: LeaseRow,
): AvailableAction {
  if (!LEASED.includes(state)) {
    return notNow('extend', `It can't be extended while it is ${state}`);
  }
  if (lease.extensions >= lease.maximum_extensions) {
    return notNow(
      'extend',
      `It was extended ${lease.extensions} times, as often as the blueprint allows`,
    );
  }
  const isAtItsEnd =
    lease.latest_end !== null &&
    lease.expires_at !== null &&
    lease.expires_at >= lease.latest_end;
  return isAtItsEnd
    ? notNow('extend', 'The lease is as long as the blueprint allows in total')
    : { action: 'extend', possible: true };
}

function connection({ state, endpoint }: EnvironmentRow): AvailableAction {
  return LEASED.includes(state) && endpoint !== null
    ? { action: 'connect', possible: true }
    : notNow('connect', `The cluster does not answer while it is ${state}`);
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

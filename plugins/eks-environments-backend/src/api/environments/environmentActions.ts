import {
  answers,
  type AvailableAction,
  canCancel,
  canDelete,
  canRetry,
  environmentStateLabels,
  hasCreationFailed,
  hasDeletionFailed,
  isBeingBuilt,
  isBeingDeleted,
} from 'backstage-plugin-eks-environments-common';
import type { DateTime } from 'luxon';
import type { EnvironmentRow, LeaseRow } from '../../database';
import { checkExtension } from '../../leases/checkExtension';

type ActionName = AvailableAction['action'];

/** Whether an action is possible; undefined where it is not listed. */
type Availability =
  | { possible: true }
  | { possible: false; reason: string }
  | undefined;

interface Circumstances {
  environment: EnvironmentRow & {
    /** The revision that waits for a decision. */
    pending_request_id: string | null;
  };
  lease: LeaseRow;
  maximumRetries: number;
  now: DateTime;
}

const POSSIBLE: Availability = { possible: true };

const REVISION_WAITS = notNow('A revision waits for a decision');

/** In the order in which they are listed. */
const rules: ReadonlyArray<
  [action: ActionName, rule: (given: Circumstances) => Availability]
> = [
  ['cancel', cancellation],
  ['extend', extension],
  ['connect', connection],
  ['retry', retry],
  ['revise', revision],
  ['delete', deletion],
];

/**
 * The actions on an environment that its state and its limits allow; those that the caller may not take are removed later.
 *
 * @remarks
 *
 * An action that the state forbids temporarily is listed with the reason; one that will never be possible again is not listed.
 */
export function environmentActions(
  environment: Circumstances['environment'],
  options: Omit<Circumstances, 'environment'>,
): AvailableAction[] {
  return rules.flatMap(([action, rule]) => {
    const availability = rule({ environment, ...options });
    return availability ? [{ action, ...availability }] : [];
  });
}

function cancellation({ environment }: Circumstances): Availability {
  return canCancel(environment.state) ? POSSIBLE : undefined;
}

function extension({ environment, lease, now }: Circumstances): Availability {
  const { state } = environment;
  if (isBeingBuilt(state)) {
    return notNow('The lease starts when the environment is ready');
  }
  if (!answers(state)) {
    return undefined;
  }
  const check = checkExtension({ state, lease }, now);
  return check.kind === 'refused' ? notNow(check.reason) : POSSIBLE;
}

function connection({ environment }: Circumstances): Availability {
  const { state, endpoint } = environment;
  if (isBeingBuilt(state)) {
    return notNow('The cluster is not ready yet');
  }
  if (!answers(state)) {
    return undefined;
  }
  return endpoint === null
    ? notNow(
        `The cluster does not answer in the state ${environmentStateLabels[state]}`,
      )
    : POSSIBLE;
}

function retry({ environment, maximumRetries }: Circumstances): Availability {
  const { state, retries, pending_request_id: revisionId } = environment;
  if (!canRetry(state)) {
    return undefined;
  }
  if (!hasCreationFailed(state)) {
    return POSSIBLE;
  }
  if (revisionId !== null) {
    return REVISION_WAITS;
  }
  return retries >= maximumRetries
    ? notNow(
        `It was tried again ${retries} of ${maximumRetries} times; revise its values or delete it`,
      )
    : POSSIBLE;
}

function revision({ environment }: Circumstances): Availability {
  if (!hasCreationFailed(environment.state)) {
    return undefined;
  }
  return environment.pending_request_id === null ? POSSIBLE : REVISION_WAITS;
}

/** A failed deletion is retried instead. */
function deletion({ environment: { state } }: Circumstances): Availability {
  if (isBeingDeleted(state)) {
    return notNow('It is being deleted');
  }
  return canDelete(state) && !hasDeletionFailed(state) ? POSSIBLE : undefined;
}

function notNow(reason: string): Availability {
  return { possible: false, reason };
}

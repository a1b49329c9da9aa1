import {
  answers,
  type AvailableEnvironmentAction,
  canCancel,
  canDelete,
  canRetry,
  hasCreationFailed,
  hasDeletionFailed,
  isBeingBuilt,
  isBeingDeleted,
  type Message,
} from 'backstage-plugin-eks-environments-common';
import type { DateTime } from 'luxon';
import type { EnvironmentRow, LeaseRow } from '../../database';
import {
  retriesUsedUp,
  requestPending,
} from '../../environments/retryRefusals';
import { checkExtension } from '../../leases/checkExtension';

type ActionName = AvailableEnvironmentAction['action'];

/** Whether an action is possible; undefined where it is not listed. */
type Availability =
  | { possible: true }
  | { possible: false; reason: Message }
  | undefined;

interface Circumstances {
  environment: EnvironmentRow & {
    /** The request about it that waits for a decision. */
    pending_request_id: string | null;
    pending_request_type: string | null;
  };
  lease: LeaseRow;
  /** Whether the provisioner can tell how people reach the environment. */
  hasAccess: boolean;
  maximumRetries: number;
  now: DateTime;
}

const POSSIBLE: Availability = { possible: true };

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
): AvailableEnvironmentAction[] {
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
    return notNow({
      code: 'lease-not-started',
      message: 'The lease starts when the environment is ready',
    });
  }
  if (!answers(state)) {
    return undefined;
  }
  const check = checkExtension({ state, lease }, now);
  return check.kind === 'refused' ? notNow(check.reason) : POSSIBLE;
}

function connection({ environment, hasAccess }: Circumstances): Availability {
  const { state, endpoint } = environment;
  if (!hasAccess) {
    return undefined;
  }
  if (isBeingBuilt(state)) {
    return notNow({
      code: 'cluster-not-ready',
      message: 'The cluster is not ready yet',
    });
  }
  if (!answers(state)) {
    return undefined;
  }
  return endpoint === null
    ? notNow({
        code: 'endpoint-missing',
        message: 'The endpoint of the environment is not known',
      })
    : POSSIBLE;
}

function retry({ environment, maximumRetries }: Circumstances): Availability {
  const { state, retries, pending_request_type: pendingType } = environment;
  if (!canRetry(state)) {
    return undefined;
  }
  if (!hasCreationFailed(state)) {
    return POSSIBLE;
  }
  if (pendingType === 'revise') {
    return notNow(requestPending);
  }
  return retries >= maximumRetries
    ? notNow(retriesUsedUp(retries, maximumRetries))
    : POSSIBLE;
}

function revision({ environment }: Circumstances): Availability {
  if (!hasCreationFailed(environment.state)) {
    return undefined;
  }
  return environment.pending_request_id === null
    ? POSSIBLE
    : notNow(requestPending);
}

/** A failed deletion is retried instead. */
function deletion({ environment: { state } }: Circumstances): Availability {
  if (isBeingDeleted(state)) {
    return notNow({ code: 'being-deleted', message: 'It is being deleted' });
  }
  return canDelete(state) && !hasDeletionFailed(state) ? POSSIBLE : undefined;
}

function notNow(reason: Message): Availability {
  return { possible: false, reason };
}

import {
  failureFactory,
  type OperationFailureKind,
} from 'backstage-plugin-eks-environments-node';

const again = 'The portal retries automatically.';

/** The same for those who have to do something before it can succeed. */
function doneBy(what: string) {
  return {
    remedy: `${what}. Then retry.`,
    whileRetrying: `${what}. The portal retries automatically.`,
  };
}

/**
 * What the portal itself finds or does wrong. Provisioners have failures of their own.
 *
 * @remarks
 *
 * A name in braces stands for what differs from case to case.
 */
export const ownFailures = {
  takeoversUsedUp: {
    class: 'unknown',
    developerMessage:
      'The portal was interrupted {times} times during this operation.',
    operatorMessage:
      'Each time, a replica lost its claim on this operation, because it exited, hung or could not reach the database. The operation may be the cause: check the logs, the memory and the exit codes of the replicas.',
    ...doneBy('The platform team must find the cause'),
    retry: 'never',
  },
  notBegun: {
    class: 'unknown',
    developerMessage: 'The portal could not start this operation.',
    operatorMessage:
      'The operation could not be started: {reason}. The log of the backend has the error with its stack trace.',
    remedy: 'Retry. The log of the backend has the cause.',
    whileRetrying: again,
    retry: 'backoff',
  },
  leaseUnusable: {
    class: 'user',
    developerMessage:
      'The cluster is ready, but its lease could not start because its end cannot be computed.',
    operatorMessage:
      'A duration of the lease results in a time outside the limits. The cause names it.',
    remedy:
      'Delete the environment and request it again with another lease. Until then, or until the failure deadline, its resources exist.',
    whileRetrying: again,
    retry: 'never',
  },
  notSettled: {
    class: 'unknown',
    developerMessage: 'The portal could not store how this attempt ended.',
    operatorMessage:
      'The transaction that stores the outcome failed: {reason}. The log of the backend has the error with its stack trace.',
    remedy: 'Retry. The log of the backend has the cause.',
    whileRetrying: again,
    retry: 'backoff',
  },
  unforeseen: {
    class: 'unknown',
    developerMessage: 'The operation failed for an unknown reason.',
    operatorMessage:
      'No rule matches this error. The log of the backend has its stack trace.',
    remedy: 'Retry. The log of the backend has the cause.',
    whileRetrying: again,
    retry: 'backoff',
  },
} as const satisfies Record<string, OperationFailureKind>;

export const ownFailure = failureFactory(ownFailures);

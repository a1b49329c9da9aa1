import {
  failureFactory,
  type OperationFailureKind,
} from 'backstage-plugin-eks-environments-node';

const again = 'The portal tries again by itself.';

/** The same for those who have to do something before it can succeed. */
function doneBy(what: string) {
  return {
    remedy: `${what}; then try again.`,
    whileRetrying: `${what}; the portal tries again by itself.`,
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
      'The portal was interrupted {times} times while it worked on this.',
    operatorMessage:
      'Each time a replica lost its claim on this operation, because it ended, hung or did not reach the database. The operation may be the cause: see the logs of the replicas, their memory and how they exited.',
    ...doneBy('The platform team must find out why'),
    retry: 'never',
  },
  notBegun: {
    class: 'unknown',
    developerMessage: 'The portal could not begin this operation.',
    operatorMessage:
      'It could not be begun: {reason}. The log of the backend has the error with its stack.',
    remedy: 'Try again; the log of the backend has the cause.',
    whileRetrying: again,
    retry: 'backoff',
  },
  leaseUnusable: {
    class: 'user',
    developerMessage:
      'The cluster answered, but its lease leads to no end, so it could not start.',
    operatorMessage:
      'A duration that is stored with the lease leads to no time within its limits; the cause names it.',
    remedy:
      'Ask for the environment with another lease, or delete it; what was built stands until then or until its deadline.',
    whileRetrying: again,
    retry: 'never',
  },
  notSettled: {
    class: 'unknown',
    developerMessage: 'The portal could not store how this attempt ended.',
    operatorMessage:
      'The transaction that stores the outcome failed, {reason}; the log of the backend has the error with its stack.',
    remedy: 'Try again; the log of the backend has the cause.',
    whileRetrying: again,
    retry: 'backoff',
  },
  unforeseen: {
    class: 'unknown',
    developerMessage:
      'The work failed for a reason that the portal does not know.',
    operatorMessage:
      'No rule knows this error, which AWS or the portal itself raised; the log of the backend has its stack.',
    remedy: 'Try again; the log of the backend has the cause.',
    whileRetrying: again,
    retry: 'backoff',
  },
} as const satisfies Record<string, OperationFailureKind>;

export const ownFailure = failureFactory(ownFailures);

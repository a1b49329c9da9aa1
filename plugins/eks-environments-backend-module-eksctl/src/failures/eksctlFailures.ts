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
 * What the provisioner itself finds, in the shape of `failureKinds`, which has what AWS, eksctl and Kubernetes say.
 *
 * @remarks
 *
 * A name in braces stands for what differs from case to case.
 */
export const eksctlFailures = {
  wrongAccount: {
    class: 'permission',
    developerMessage: 'The portal is not set up right for this AWS account.',
    operatorMessage:
      'The credentials belong to another account than eksEnvironments.accounts says; nothing was touched.',
    ...doneBy('The platform team must correct the credentials or the account'),
    retry: 'never',
  },
  foreign: {
    class: 'conflict',
    developerMessage: 'Something of this name exists in AWS already.',
    operatorMessage:
      'It does not carry the tag of this environment, so it was not touched.',
    remedy: 'Choose another name, or remove what is there.',
    whileRetrying: 'Remove what is there; the portal tries again by itself.',
    retry: 'never',
  },
  awsUnreachable: {
    class: 'transient',
    developerMessage: 'AWS could not be reached for a moment.',
    operatorMessage: 'A call to AWS failed on the way or inside AWS.',
    remedy: 'Try again later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  neverBegan: {
    class: 'transient',
    developerMessage: 'The build did not get going.',
    operatorMessage:
      'eksctl was stopped: it was silent, and no stack of the cluster was there. AWS may not have answered it.',
    remedy: 'Try again later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  stillMissing: {
    class: 'unknown',
    developerMessage: 'A part of the cluster could not be made.',
    operatorMessage:
      'eksctl ended without an error, or was stopped for being silent, and AWS has not what it was run for.',
    remedy: 'Try again; the log has what eksctl said.',
    whileRetrying:
      'The portal tries again by itself; the log has what eksctl said.',
    retry: 'backoff',
  },
  foreignPart: {
    class: 'conflict',
    developerMessage:
      'A part of the cluster is there already, with other settings.',
    operatorMessage:
      'eksctl did not make it, so it was neither changed nor removed.',
    remedy:
      'The platform team must remove it, or change the config to match; then try again.',
    whileRetrying:
      'The platform team must remove it; the portal tries again by itself.',
    retry: 'never',
  },
  notUsable: {
    class: 'unknown',
    developerMessage: "The cluster was built but can't be used: {reason}.",
    operatorMessage:
      'eksctl exited successfully, but the cluster did not answer or its nodes did not become ready in time.',
    remedy: 'Try again: the portal then completes what is missing.',
    whileRetrying: 'The portal checks it again and completes what is missing.',
    retry: 'backoff',
  },
  leftBehind: {
    class: 'conflict',
    developerMessage: 'The deletion left {items} behind.',
    operatorMessage: 'Not removed: {items}.',
    ...doneBy('The platform team must look at what is listed'),
    retry: 'backoff',
  },
  heldByOthers: {
    class: 'conflict',
    developerMessage: 'The deletion left {items} behind.',
    operatorMessage:
      "Not removed: {items}. Something that is not provably this cluster's uses them; it was not touched.",
    remedy:
      "The platform team must move or remove what is not the cluster's; then try again.",
    whileRetrying:
      "The platform team must move or remove what is not the cluster's; the portal then removes the rest by itself.",
    retry: 'backoff',
  },
  notLookedFor: {
    class: 'permission',
    developerMessage:
      'What could be looked for is gone; the portal could not look for {kinds}.',
    operatorMessage:
      'AWS did not answer, or gives the portal no right to look for {kinds}.',
    ...doneBy('The platform team must look at what is listed'),
    retry: 'backoff',
  },
} as const satisfies Record<string, OperationFailureKind>;

export const eksctlFailure = failureFactory(eksctlFailures);

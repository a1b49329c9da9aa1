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
 * What the provisioner itself finds, in the shape of `failureKinds`, which has what AWS, eksctl and Kubernetes say.
 *
 * @remarks
 *
 * A name in braces stands for what differs from case to case.
 */
export const eksctlFailures = {
  wrongAccount: {
    class: 'permission',
    developerMessage:
      'The portal is not configured correctly for this AWS account.',
    operatorMessage:
      'The credentials belong to another account than eksEnvironments.accounts names. Nothing was changed.',
    ...doneBy('The platform team must correct the credentials or the account'),
    retry: 'never',
  },
  foreign: {
    class: 'conflict',
    developerMessage: 'A resource of this name already exists in AWS.',
    operatorMessage:
      'It does not have the tag of this environment, so it was not changed.',
    remedy: 'Choose another name, or remove the existing resource.',
    whileRetrying:
      'Remove the existing resource. The portal retries automatically.',
    retry: 'never',
  },
  awsUnreachable: {
    class: 'transient',
    developerMessage: 'The portal could not reach AWS.',
    operatorMessage: 'A call to AWS failed in the network or in AWS.',
    remedy: 'Retry later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  neverBegan: {
    class: 'transient',
    developerMessage: 'The creation did not start.',
    operatorMessage:
      'eksctl was stopped, because it printed nothing and no stack of the cluster existed. AWS may not have answered.',
    remedy: 'Retry later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  stillMissing: {
    class: 'unknown',
    developerMessage: 'A part of the cluster could not be created.',
    operatorMessage:
      'eksctl exited successfully, or was stopped because it printed nothing, but the part does not exist in AWS.',
    remedy: 'Retry. The log has the output of eksctl.',
    whileRetrying:
      'The portal retries automatically. The log has the output of eksctl.',
    retry: 'backoff',
  },
  foreignPart: {
    class: 'conflict',
    developerMessage:
      'A part of the cluster already exists with other settings.',
    operatorMessage:
      'eksctl did not create it, so it was neither changed nor removed.',
    remedy:
      'The platform team must remove it, or change the config to match. Then retry.',
    whileRetrying:
      'The platform team must remove it. The portal retries automatically.',
    retry: 'never',
  },
  notUsable: {
    class: 'unknown',
    developerMessage: 'The cluster was created but cannot be used: {reason}.',
    operatorMessage:
      'eksctl exited successfully, but the cluster did not answer or its nodes did not become ready in time.',
    remedy: 'Retry: the portal then completes the missing parts.',
    whileRetrying:
      'The portal checks it again and completes the missing parts.',
    retry: 'backoff',
  },
  clusterMissing: {
    class: 'missing',
    developerMessage: 'The cluster does not exist any more.',
    operatorMessage: 'EKS has no cluster of this name; somebody deleted it.',
    remedy: 'Delete the environment.',
    whileRetrying: 'Delete the environment.',
    retry: 'never',
  },
  nodesRemain: {
    class: 'unknown',
    developerMessage: '{nodes} nodes could not be removed in time.',
    operatorMessage:
      'The node groups have the size 0, but instances of the cluster still run. A disruption budget may block the drain, or something other than the node groups launches them.',
    remedy: 'Hibernate it again, or resume it.',
    whileRetrying: again,
    retry: 'backoff',
  },
  notResumed: {
    class: 'unknown',
    developerMessage: 'The nodes did not become ready: {reason}.',
    operatorMessage:
      'The node groups have their sizes again, but the cluster did not answer or its nodes did not become ready in time.',
    remedy: 'Resume it again, or hibernate it.',
    whileRetrying: again,
    retry: 'backoff',
  },
  leftBehind: {
    class: 'conflict',
    developerMessage: 'The deletion left {items} behind.',
    operatorMessage: 'Not removed: {items}.',
    ...doneBy('The platform team must check the listed resources'),
    retry: 'backoff',
  },
  heldByOthers: {
    class: 'conflict',
    developerMessage: 'The deletion left {items} behind.',
    operatorMessage:
      'Not removed: {items}. Resources that do not provably belong to this cluster use them. These were not changed.',
    remedy:
      'The platform team must move or remove the resources of others. Then retry.',
    whileRetrying:
      'The platform team must move or remove the resources of others. The portal then removes the rest automatically.',
    retry: 'backoff',
  },
  notLookedFor: {
    class: 'permission',
    developerMessage:
      'The portal could not search for {kinds}. Everything that it could search for is deleted.',
    operatorMessage:
      'AWS did not answer, or does not permit the portal to search for {kinds}.',
    ...doneBy('The platform team must check the listed resources'),
    retry: 'backoff',
  },
} as const satisfies Record<string, OperationFailureKind>;

export const eksctlFailure = failureFactory(eksctlFailures);

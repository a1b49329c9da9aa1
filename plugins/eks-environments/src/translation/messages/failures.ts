/** Failures, as docs/reference/failures.md has them. `whileRetrying` is the remedy while a retry is scheduled. */
export const failureMessages = {
  noCapacityInZone: {
    message: 'AWS has no capacity for this cluster in these zones at present.',
    remedy:
      'Retry later. Only the platform team can add zones to the blueprint.',
    whileRetrying: 'The portal retries automatically.',
  },
  noCapacityForInstances: {
    message: 'AWS has no instances of this type in these zones at present.',
    remedy:
      'Retry later, or revise the values to use another node size. Only the platform team can add zones or instance types to the blueprint.',
    whileRetrying: 'The portal retries automatically.',
  },
  quotaUsedUp: {
    message: 'A service quota of the AWS account is exhausted.',
    remedy:
      'The platform team must raise the quota in AWS or delete unused resources. Then retry.',
    whileRetrying:
      'The platform team must raise the quota in AWS or delete unused resources. The portal retries automatically.',
  },
  noRoom: {
    message:
      'The service quotas of the AWS account have no room for this cluster.',
    remedy:
      'The platform team must raise the quota in AWS or delete unused resources. Then retry.',
    whileRetrying:
      'The platform team must raise the quota in AWS or delete unused resources. The portal retries automatically.',
  },
  accountNotReady: {
    message: 'AWS has not finished setting up this account or region.',
    remedy:
      'The platform team must wait for the confirmation of AWS, or open a support case. Then retry.',
    whileRetrying:
      'The platform team must wait for the confirmation of AWS, or open a support case. The portal retries automatically.',
  },
  accountBlocked: {
    message: 'AWS rejects all requests of this account.',
    remedy: 'The platform team must resolve this with AWS Support. Then retry.',
    whileRetrying:
      'The platform team must resolve this with AWS Support. The portal retries automatically.',
  },
  notSubscribed: {
    message:
      'The AWS account lacks a service or a region that this cluster needs.',
    remedy: 'The platform team must activate it for the account. Then retry.',
    whileRetrying:
      'The platform team must activate it for the account. The portal retries automatically.',
  },
  credentialsRefused: {
    message: 'AWS rejected the credentials of the portal.',
    remedy:
      'The platform team must check the credentials for the account. Then retry.',
    whileRetrying: 'The portal retries with new credentials.',
  },
  signInFailed: {
    message: 'The portal could not sign in to AWS.',
    remedy:
      'The platform team must check the credentials for the account. Then retry.',
    whileRetrying: 'The portal retries with new credentials.',
  },
  notPermitted: {
    message: 'The portal is not allowed to do this in AWS.',
    remedy: 'The platform team must correct the permissions. Then retry.',
    whileRetrying:
      'The platform team must correct the permissions. The portal retries automatically.',
  },
  keyNotUsable: {
    message: 'AWS can’t use the encryption key of this cluster.',
    remedy: 'The platform team must correct the key or its policy. Then retry.',
    whileRetrying:
      'The platform team must correct the key or its policy. The portal retries automatically.',
  },
  notPermittedInKubernetes: {
    message: 'The portal is not allowed to do this in the cluster.',
    remedy: 'The platform team must correct the access entry. Then retry.',
    whileRetrying:
      'The platform team must correct the access entry. The portal retries automatically.',
  },
  throttled: {
    message: 'AWS throttled the requests of the portal.',
    remedy: 'Retry later.',
    whileRetrying: 'The portal retries automatically.',
  },
  unreachable: {
    message: 'The portal could not reach AWS.',
    remedy: 'Retry later.',
    whileRetrying: 'The portal retries automatically.',
  },
  busy: {
    message: 'AWS has not finished an earlier change.',
    remedy: 'Retry when AWS has finished the earlier change.',
    whileRetrying: 'The portal retries automatically.',
  },
  drainBlocked: {
    message: 'A workload in the cluster prevents the removal of its nodes.',
    remedy: 'Remove the workload that blocks the drain. Then retry.',
    whileRetrying:
      'Remove the workload that blocks the drain. The portal retries automatically.',
  },
  heldByLeftovers: {
    message:
      'A resource that the cluster created in AWS prevents its deletion.',
    remedy:
      'The platform team must remove the resource that prevents the deletion. Then retry.',
    whileRetrying:
      'The portal removes the resources that provably belong to the cluster and retries.',
  },
  heldByOtherStack: {
    message: 'Another part of the cluster must be deleted first.',
    remedy:
      'The platform team must find out why the other stack still exists. Then retry.',
    whileRetrying: 'The portal deletes the other stack first and retries.',
  },
  protectedStack: {
    message: 'A part of the cluster has deletion protection.',
    remedy: 'The platform team must disable the protection. Then retry.',
    whileRetrying:
      'The portal disables the protection of the stacks and retries.',
  },
  alreadyExists: {
    message: 'A resource of this name already exists in AWS.',
    remedy: 'If it is not yours, choose another name.',
    whileRetrying: 'The portal retries automatically.',
  },
  notThere: {
    message: 'AWS does not know this cluster, or a part of it.',
    remedy: 'Delete the environment and request a new one.',
    whileRetrying:
      'The portal continues with the resources that still exist in AWS.',
  },
  inputNotFound: {
    message: 'The configuration names a resource that does not exist in AWS.',
    remedy: 'Correct the configuration and request the environment again.',
    whileRetrying: 'The portal retries automatically.',
  },
  addonNotHealthy: {
    message: 'The cluster can be used, but an add-on is not healthy.',
    remedy: 'Retry: the portal then creates the add-on again.',
    whileRetrying: 'The portal creates the add-on again.',
  },
  addonConflict: {
    message: 'An add-on conflicts with existing objects in the cluster.',
    remedy:
      'The platform team must change the values or the conflict resolution of the add-on. Then retry.',
    whileRetrying:
      'The platform team must change the values or the conflict resolution of the add-on. The portal retries automatically.',
  },
  waitTimedOut: {
    message: 'AWS did not finish in time. It may still succeed.',
    remedy: 'Retry: the portal resumes from the state in AWS.',
    whileRetrying: 'The portal resumes from the state in AWS.',
  },
  nodesDidNotJoin: {
    message: 'The nodes started but could not join the cluster.',
    remedy: 'Check the network settings of the blueprint. Then retry.',
    whileRetrying:
      'Check the network settings of the blueprint. The portal retries automatically.',
  },
  typeNotInZone: {
    message: 'This instance type is not offered in these zones.',
    remedy:
      'Revise the values to use another instance type. Only the platform team can change the zones of the blueprint.',
    whileRetrying: 'The portal retries automatically.',
  },
  noFreeAddresses: {
    message: 'The network has no free IP addresses for the nodes.',
    remedy: 'Revise the values to use fewer nodes or a larger network.',
    whileRetrying: 'The portal retries automatically.',
  },
  invalidNetwork: {
    message: 'The network of this cluster is not set up for EKS.',
    remedy: 'Correct the network settings and request the environment again.',
    whileRetrying: 'The portal retries automatically.',
  },
  notOffered: {
    message: 'AWS does not offer what this cluster needs.',
    remedy: 'Revise the values.',
    whileRetrying: 'The portal retries automatically.',
  },
  invalidConfig: {
    message: 'The configuration of the cluster is not valid.',
    remedy: 'Revise the values.',
    whileRetrying: 'The portal retries automatically.',
  },
  panicked: {
    message: 'The tool that creates clusters crashed.',
    remedy: 'Retry: the portal resumes from the state in AWS.',
    whileRetrying: 'The portal continues with CloudFormation, without eksctl.',
  },
  notStarted: {
    message: 'The tool that creates clusters could not be started.',
    remedy: 'The platform team must correct the installation. Then retry.',
    whileRetrying:
      'The platform team must correct the installation. The portal retries automatically.',
  },
  interrupted: {
    message: 'The operation was interrupted.',
    remedy: 'Retry: the portal resumes from the state in AWS.',
    whileRetrying: 'The portal resumes from the state in AWS.',
  },
  unknown: {
    message: 'The operation failed for an unknown reason.',
    remedy: 'The platform team must find the cause. Then retry.',
    whileRetrying:
      'The platform team must find the cause. The portal retries automatically.',
  },
  takeoversUsedUp: {
    message:
      'The portal was interrupted {{times}} times during this operation.',
    remedy: 'The platform team must find the cause. Then retry.',
    whileRetrying:
      'The platform team must find the cause. The portal retries automatically.',
  },
  notBegun: {
    message: 'The portal could not start this operation.',
    remedy: 'Retry. The log of the backend has the cause.',
    whileRetrying: 'The portal retries automatically.',
  },
  leaseUnusable: {
    message:
      'The cluster is ready, but its lease could not start because its end cannot be computed.',
    remedy:
      'Delete the environment and request it again with another lease. Until then, or until the failure deadline, its resources exist.',
    whileRetrying: 'The portal retries automatically.',
  },
  notSettled: {
    message: 'The portal could not store how this attempt ended.',
    remedy: 'Retry. The log of the backend has the cause.',
    whileRetrying: 'The portal retries automatically.',
  },
  unforeseen: {
    message: 'The operation failed for an unknown reason.',
    remedy: 'Retry. The log of the backend has the cause.',
    whileRetrying: 'The portal retries automatically.',
  },
  wrongAccount: {
    message: 'The portal is not configured correctly for this AWS account.',
    remedy:
      'The platform team must correct the credentials or the account. Then retry.',
    whileRetrying:
      'The platform team must correct the credentials or the account. The portal retries automatically.',
  },
  foreign: {
    message: 'A resource of this name already exists in AWS.',
    remedy: 'Choose another name, or remove the existing resource.',
    whileRetrying:
      'Remove the existing resource. The portal retries automatically.',
  },
  awsUnreachable: {
    message: 'The portal could not reach AWS.',
    remedy: 'Retry later.',
    whileRetrying: 'The portal retries automatically.',
  },
  neverBegan: {
    message: 'The creation did not start.',
    remedy: 'Retry later.',
    whileRetrying: 'The portal retries automatically.',
  },
  stillMissing: {
    message: 'A part of the cluster could not be created.',
    remedy: 'Retry. The log has the output of eksctl.',
    whileRetrying:
      'The portal retries automatically. The log has the output of eksctl.',
  },
  foreignPart: {
    message: 'A part of the cluster already exists with other settings.',
    remedy:
      'The platform team must remove it, or change the config to match. Then retry.',
    whileRetrying:
      'The platform team must remove it. The portal retries automatically.',
  },
  notUsable: {
    message: 'The cluster was created but cannot be used: {{reason}}.',
    remedy: 'Retry: the portal then completes the missing parts.',
    whileRetrying:
      'The portal checks it again and completes the missing parts.',
  },
  clusterMissing: {
    message: 'The cluster does not exist any more.',
    remedy: 'Delete the environment.',
    whileRetrying: 'Delete the environment.',
  },
  nodesRemain: {
    message: '{{nodes}} nodes could not be removed in time.',
    remedy: 'Hibernate it again, or resume it.',
    whileRetrying: 'The portal retries automatically.',
  },
  notResumed: {
    message: 'The nodes did not become ready: {{reason}}.',
    remedy: 'Resume it again, or hibernate it.',
    whileRetrying: 'The portal retries automatically.',
  },
  leftBehind: {
    message: 'The deletion left {{items}} behind.',
    remedy: 'The platform team must check the listed resources. Then retry.',
    whileRetrying:
      'The platform team must check the listed resources. The portal retries automatically.',
  },
  heldByOthers: {
    message: 'The deletion left {{items}} behind.',
    remedy:
      'The platform team must move or remove the resources of others. Then retry.',
    whileRetrying:
      'The platform team must move or remove the resources of others. The portal then removes the rest automatically.',
  },
  notLookedFor: {
    message:
      'The portal could not search for {{kinds}}. Everything that it could search for is deleted.',
    remedy: 'The platform team must check the listed resources. Then retry.',
    whileRetrying:
      'The platform team must check the listed resources. The portal retries automatically.',
  },
} as const;

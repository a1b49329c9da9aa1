import { FailureKind } from './types';

const again = 'The portal retries automatically.';

/** The same remedy during retries: somebody must act before a retry can succeed. */
function doneBy(what: string) {
  return {
    remedy: `${what}. Then retry.`,
    whileRetrying: `${what}. The portal retries automatically.`,
  };
}

/**
 * All known failures of AWS, eksctl and Kubernetes, as recognized by their text.
 *
 * @public
 */
export const failureKinds = {
  noCapacityInZone: {
    class: 'capacity',
    developerMessage:
      'AWS has no capacity for this cluster in these zones at present.',
    operatorMessage:
      'EKS has no capacity for a control plane in a zone. The cause names the zones with capacity.',
    remedy:
      'Retry later. Only the platform team can add zones to the blueprint.',
    whileRetrying: again,
    retry: 'once',
  },
  noCapacityForInstances: {
    class: 'capacity',
    developerMessage:
      'AWS has no instances of this type in these zones at present.',
    operatorMessage:
      'EC2 could not launch the instances of a node group, because it has no capacity.',
    remedy:
      'Retry later, or revise the values to use another node size. Only the platform team can add zones or instance types to the blueprint.',
    whileRetrying: again,
    retry: 'once',
  },
  quotaUsedUp: {
    class: 'quota',
    developerMessage: 'A service quota of the AWS account is exhausted.',
    operatorMessage:
      'A service quota of the account is exhausted in this region.',
    ...doneBy(
      'The platform team must raise the quota in AWS or delete unused resources',
    ),
    retry: 'never',
  },
  noRoom: {
    class: 'quota',
    developerMessage:
      'The service quotas of the AWS account have no room for this cluster.',
    operatorMessage:
      'The preflight found a service quota without room for the cluster. eksctl was not started.',
    ...doneBy(
      'The platform team must raise the quota in AWS or delete unused resources',
    ),
    retry: 'never',
  },
  accountNotReady: {
    class: 'account',
    developerMessage: 'AWS has not finished setting up this account or region.',
    operatorMessage:
      'AWS still verifies the account, or validates its first requests in this region. This takes minutes to hours.',
    ...doneBy(
      'The platform team must wait for the confirmation of AWS, or open a support case',
    ),
    retry: 'never',
  },
  accountBlocked: {
    class: 'account',
    developerMessage: 'AWS rejects all requests of this account.',
    operatorMessage: 'AWS has blocked, suspended or closed the account.',
    ...doneBy('The platform team must resolve this with AWS Support'),
    retry: 'never',
  },
  notSubscribed: {
    class: 'account',
    developerMessage:
      'The AWS account lacks a service or a region that this cluster needs.',
    operatorMessage:
      'A service, a region or a product of AWS Marketplace is not activated for the account.',
    ...doneBy('The platform team must activate it for the account'),
    retry: 'never',
  },
  credentialsRefused: {
    class: 'credentials',
    developerMessage: 'AWS rejected the credentials of the portal.',
    operatorMessage:
      'AWS rejected the credentials: they are expired or unknown, or the signature is wrong.',
    remedy:
      'The platform team must check the credentials for the account. Then retry.',
    whileRetrying: 'The portal retries with new credentials.',
    retry: 'refresh-credentials',
  },
  signInFailed: {
    class: 'credentials',
    developerMessage: 'The portal could not sign in to AWS.',
    operatorMessage:
      'STS returned no identity for the credentials of the account.',
    remedy:
      'The platform team must check the credentials for the account. Then retry.',
    whileRetrying: 'The portal retries with new credentials.',
    retry: 'refresh-credentials',
  },
  notPermitted: {
    class: 'permission',
    developerMessage: 'The portal is not allowed to do this in AWS.',
    operatorMessage:
      'The IAM role of the portal, a role that AWS uses for it, or a policy of the organization denies a call.',
    ...doneBy('The platform team must correct the permissions'),
    retry: 'never',
  },
  keyNotUsable: {
    class: 'permission',
    developerMessage: 'AWS can’t use the encryption key of this cluster.',
    operatorMessage:
      'The KMS key of the volumes or secrets is disabled or missing, or its policy does not permit the role of Auto Scaling or EKS to use it.',
    ...doneBy('The platform team must correct the key or its policy'),
    retry: 'never',
  },
  notPermittedInKubernetes: {
    class: 'permission',
    developerMessage: 'The portal is not allowed to do this in the cluster.',
    operatorMessage:
      'Kubernetes denied access to the role of the portal: its access entry is missing or has too few permissions.',
    ...doneBy('The platform team must correct the access entry'),
    retry: 'never',
  },
  throttled: {
    class: 'transient',
    developerMessage: 'AWS throttled the requests of the portal.',
    operatorMessage: 'API calls were throttled until eksctl gave up.',
    remedy: 'Retry later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  unreachable: {
    class: 'transient',
    developerMessage: 'The portal could not reach AWS.',
    operatorMessage:
      'A network error or a failure of AWS interrupted the operation.',
    remedy: 'Retry later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  busy: {
    class: 'transient',
    developerMessage: 'AWS has not finished an earlier change.',
    operatorMessage:
      'The cluster or a part of it is being changed. AWS applies one change at a time.',
    remedy: 'Retry when AWS has finished the earlier change.',
    whileRetrying: again,
    retry: 'backoff',
    concerns: 'cluster',
  },
  drainBlocked: {
    class: 'conflict',
    developerMessage:
      'A workload in the cluster prevents the removal of its nodes.',
    operatorMessage:
      'A PodDisruptionBudget, or a pod that does not terminate, blocks the drain of the nodes.',
    ...doneBy('Remove the workload that blocks the drain'),
    retry: 'backoff',
  },
  heldByLeftovers: {
    class: 'conflict',
    developerMessage:
      'A resource that the cluster created in AWS prevents its deletion.',
    operatorMessage:
      'Leftovers (load balancers, network interfaces, security groups, attached policies, node groups) use the VPC, a role or the cluster.',
    remedy:
      'The platform team must remove the resource that prevents the deletion. Then retry.',
    whileRetrying:
      'The portal removes the resources that provably belong to the cluster and retries.',
    retry: 'backoff',
  },
  heldByOtherStack: {
    class: 'conflict',
    developerMessage: 'Another part of the cluster must be deleted first.',
    operatorMessage:
      'Another stack uses an export of this stack. This is a consequence: find out why the other stack still exists.',
    remedy:
      'The platform team must find out why the other stack still exists. Then retry.',
    whileRetrying: 'The portal deletes the other stack first and retries.',
    retry: 'backoff',
  },
  protectedStack: {
    class: 'conflict',
    developerMessage: 'A part of the cluster has deletion protection.',
    operatorMessage:
      'A stack, the cluster or an instance has deletion protection.',
    remedy: 'The platform team must disable the protection. Then retry.',
    whileRetrying:
      'The portal disables the protection of the stacks and retries.',
    retry: 'backoff',
  },
  alreadyExists: {
    class: 'conflict',
    developerMessage: 'A resource of this name already exists in AWS.',
    operatorMessage:
      'A stack or cluster of this name exists. If it has the tag of this environment, the portal adopts it.',
    remedy: 'If it is not yours, choose another name.',
    whileRetrying: again,
    retry: 'never',
  },
  notThere: {
    class: 'missing',
    developerMessage: 'AWS does not know this cluster, or a part of it.',
    operatorMessage:
      'EKS, EC2 or CloudFormation does not have the resource. Other stacks of the cluster may still exist.',
    remedy: 'Delete the environment and request a new one.',
    whileRetrying:
      'The portal continues with the resources that still exist in AWS.',
    retry: 'never',
  },
  inputNotFound: {
    class: 'user',
    developerMessage:
      'The configuration names a resource that does not exist in AWS.',
    operatorMessage:
      'A subnet, security group, image, key pair, role, policy or launch template does not exist in this account and region.',
    remedy: 'Correct the configuration and request the environment again.',
    whileRetrying: again,
    retry: 'never',
  },
  addonNotHealthy: {
    class: 'partial',
    developerMessage: 'The cluster can be used, but an add-on is not healthy.',
    operatorMessage: 'An add-on did not become active.',
    remedy: 'Retry: the portal then creates the add-on again.',
    whileRetrying: 'The portal creates the add-on again.',
    retry: 'once',
  },
  addonConflict: {
    class: 'conflict',
    developerMessage:
      'An add-on conflicts with existing objects in the cluster.',
    operatorMessage:
      'EKS did not install or change an add-on, because its fields have other values in the cluster.',
    ...doneBy(
      'The platform team must change the values or the conflict resolution of the add-on',
    ),
    retry: 'never',
  },
  waitTimedOut: {
    class: 'unknown',
    developerMessage: 'AWS did not finish in time. It may still succeed.',
    operatorMessage:
      'eksctl or CloudFormation reached a timeout before AWS had finished.',
    remedy: 'Retry: the portal resumes from the state in AWS.',
    whileRetrying: 'The portal resumes from the state in AWS.',
    retry: 'backoff',
  },
  nodesDidNotJoin: {
    class: 'user',
    developerMessage: 'The nodes started but could not join the cluster.',
    operatorMessage:
      'Instances failed to join the cluster. The usual causes are the network (NAT, private networking) and IAM.',
    ...doneBy('Check the network settings of the blueprint'),
    retry: 'once',
  },
  typeNotInZone: {
    class: 'user',
    developerMessage: 'This instance type is not offered in these zones.',
    operatorMessage:
      'EC2 does not offer the instance type, or this configuration of it, in a zone of the cluster.',
    remedy:
      'Revise the values to use another instance type. Only the platform team can change the zones of the blueprint.',
    whileRetrying: again,
    retry: 'never',
  },
  noFreeAddresses: {
    class: 'user',
    developerMessage: 'The network has no free IP addresses for the nodes.',
    operatorMessage: 'A subnet of the cluster has no free IP addresses.',
    remedy: 'Revise the values to use fewer nodes or a larger network.',
    whileRetrying: again,
    retry: 'never',
  },
  invalidNetwork: {
    class: 'user',
    developerMessage: 'The network of this cluster is not set up for EKS.',
    operatorMessage:
      'EKS or EC2 rejected the VPC, the subnets or the security groups of the configuration.',
    remedy: 'Correct the network settings and request the environment again.',
    whileRetrying: again,
    retry: 'never',
  },
  notOffered: {
    class: 'user',
    developerMessage: 'AWS does not offer what this cluster needs.',
    operatorMessage:
      'The preflight found a name, version or instance type that is not available. eksctl was not started.',
    remedy: 'Revise the values.',
    whileRetrying: again,
    retry: 'never',
  },
  invalidConfig: {
    class: 'user',
    developerMessage: 'The configuration of the cluster is not valid.',
    operatorMessage: 'eksctl or AWS rejected the configuration.',
    remedy: 'Revise the values.',
    whileRetrying: again,
    retry: 'never',
  },
  panicked: {
    class: 'panic',
    developerMessage: 'The tool that creates clusters crashed.',
    operatorMessage: 'eksctl panicked. Its stack trace is in the log.',
    remedy: 'Retry: the portal resumes from the state in AWS.',
    whileRetrying: 'The portal continues with CloudFormation, without eksctl.',
    retry: 'never',
  },
  notStarted: {
    class: 'unknown',
    developerMessage: 'The tool that creates clusters could not be started.',
    operatorMessage:
      'eksctl could not be started. Check its path in the configuration and its file permissions.',
    ...doneBy('The platform team must correct the installation'),
    retry: 'never',
  },
  interrupted: {
    class: 'unknown',
    developerMessage: 'The operation was interrupted.',
    operatorMessage: 'A signal ended eksctl. Its stacks continue in AWS.',
    remedy: 'Retry: the portal resumes from the state in AWS.',
    whileRetrying: 'The portal resumes from the state in AWS.',
    retry: 'backoff',
  },
  unknown: {
    class: 'unknown',
    developerMessage: 'The operation failed for an unknown reason.',
    operatorMessage:
      'No rule matches this text. See the log and the stack events.',
    ...doneBy('The platform team must find the cause'),
    retry: 'never',
  },
} as const satisfies Record<string, FailureKind>;

/** A kind of failure with its code. */
export type CodedKind = FailureKind & { code: string };

/** A kind of failure with its key in the table as the code. */
export function codedKind(code: keyof typeof failureKinds): CodedKind {
  return { ...failureKinds[code], code };
}

import { FailureKind } from './types';

const again = 'The portal tries again by itself.';

/** The same remedy during retries: somebody must act before a retry can succeed. */
function doneBy(what: string) {
  return {
    remedy: `${what}; then try again.`,
    whileRetrying: `${what}; the portal tries again by itself.`,
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
      'AWS has no capacity for this cluster in these zones now.',
    operatorMessage:
      'EKS has no room for a control plane in a zone; it names the zones that have.',
    remedy: 'Try again, with other zones if there is a choice.',
    whileRetrying: again,
    retry: 'once',
  },
  noCapacityForInstances: {
    class: 'capacity',
    developerMessage: 'AWS has no machines of this type in these zones now.',
    operatorMessage:
      'EC2 could not launch the instances of a node group for lack of capacity.',
    remedy:
      'Try again later, or with other instance types if there is a choice.',
    whileRetrying: again,
    retry: 'once',
  },
  quotaUsedUp: {
    class: 'quota',
    developerMessage: 'A limit of the AWS account is used up.',
    operatorMessage:
      'A service quota of the account is exhausted in this region.',
    ...doneBy(
      'The platform team must raise the quota in AWS or remove what is not needed',
    ),
    retry: 'never',
  },
  noRoom: {
    class: 'quota',
    developerMessage: 'The AWS account has no room for this cluster now.',
    operatorMessage:
      'A check before the creation found a service quota without room; eksctl was not started.',
    ...doneBy(
      'The platform team must raise the quota in AWS or remove what is not needed',
    ),
    retry: 'never',
  },
  accountNotReady: {
    class: 'account',
    developerMessage: 'AWS has not finished setting up this account or region.',
    operatorMessage:
      'AWS still verifies the account, or validates its first requests in this region; that takes minutes to hours.',
    ...doneBy(
      'The platform team must wait for the confirmation of AWS, or open a support case',
    ),
    retry: 'never',
  },
  accountBlocked: {
    class: 'account',
    developerMessage: 'AWS does not serve this account.',
    operatorMessage: 'AWS has blocked, suspended or closed the account.',
    ...doneBy('The platform team must settle this with AWS Support'),
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
    developerMessage: 'AWS did not accept the credentials of the portal.',
    operatorMessage:
      'AWS refused the credentials as expired, unknown or badly signed.',
    remedy:
      'The platform team must check the credentials for the account; then try again.',
    whileRetrying: 'The portal tries again with fresh credentials.',
    retry: 'refresh-credentials',
  },
  signInFailed: {
    class: 'credentials',
    developerMessage: 'The portal could not sign in to AWS.',
    operatorMessage: 'STS did not answer for the credentials of the account.',
    remedy:
      'The platform team must check the credentials for the account; then try again.',
    whileRetrying: 'The portal tries again with fresh credentials.',
    retry: 'refresh-credentials',
  },
  notPermitted: {
    class: 'permission',
    developerMessage: 'The portal is not allowed to do this in AWS.',
    operatorMessage:
      'The IAM role of the portal, a role that AWS uses for it, or a policy of the organization does not permit a call.',
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
      'Kubernetes refused the portal’s role: its access entry is missing or allows too little.',
    ...doneBy('The platform team must correct the access entry'),
    retry: 'never',
  },
  throttled: {
    class: 'transient',
    developerMessage: 'AWS asked us to slow down.',
    operatorMessage: 'API calls were throttled until eksctl gave up.',
    remedy: 'Try again later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  unreachable: {
    class: 'transient',
    developerMessage: 'AWS could not be reached for a moment.',
    operatorMessage: 'A network error or a fault of AWS interrupted the run.',
    remedy: 'Try again later.',
    whileRetrying: again,
    retry: 'backoff',
  },
  busy: {
    class: 'transient',
    developerMessage: 'AWS is still busy with an earlier change.',
    operatorMessage:
      'The cluster or a part of it is being changed; AWS makes one change at a time.',
    remedy: 'Try again when AWS has finished the earlier change.',
    whileRetrying: again,
    retry: 'backoff',
    concerns: 'cluster',
  },
  drainBlocked: {
    class: 'conflict',
    developerMessage: 'Something in the cluster does not let its nodes go.',
    operatorMessage:
      'A PodDisruptionBudget, or a pod that does not end, blocks the drain of the nodes.',
    ...doneBy('Remove what blocks the drain from the cluster'),
    retry: 'backoff',
  },
  heldByLeftovers: {
    class: 'conflict',
    developerMessage:
      'Something that the cluster made in AWS keeps it from being deleted.',
    operatorMessage:
      'Leftovers (load balancers, interfaces, security groups, attached policies, node groups) hold the VPC, a role or the cluster.',
    remedy: 'The platform team must remove what holds it; then try again.',
    whileRetrying:
      'The portal removes what is provably the cluster’s and tries again.',
    retry: 'backoff',
  },
  heldByOtherStack: {
    class: 'conflict',
    developerMessage: 'A part of the cluster must be deleted before this one.',
    operatorMessage:
      'Another stack uses an export of this one. That is a consequence: see why the other stack still stands.',
    remedy:
      'The platform team must find out why the other stack still stands; then try again.',
    whileRetrying: 'The portal deletes the other stack first and tries again.',
    retry: 'backoff',
  },
  protectedStack: {
    class: 'conflict',
    developerMessage: 'AWS protects a part of the cluster from being deleted.',
    operatorMessage:
      'A stack, the cluster or an instance is protected from deletion.',
    remedy: 'The platform team must remove the protection; then try again.',
    whileRetrying:
      'The portal removes the protection of the stacks and tries again.',
    retry: 'backoff',
  },
  alreadyExists: {
    class: 'conflict',
    developerMessage: 'Something of this name exists in AWS already.',
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
      'EKS, EC2 or CloudFormation has no such thing; other stacks of the cluster may still stand.',
    remedy: 'Delete the environment and ask for a new one.',
    whileRetrying: 'The portal continues with what AWS still has.',
    retry: 'never',
  },
  inputNotFound: {
    class: 'user',
    developerMessage:
      'The configuration names something that AWS does not have.',
    operatorMessage:
      'A subnet, security group, image, key pair, role, policy or launch template does not exist in this account and region.',
    remedy: 'Correct the configuration and ask again.',
    whileRetrying: again,
    retry: 'never',
  },
  addonNotHealthy: {
    class: 'partial',
    developerMessage: 'The cluster can be used, but an add-on is not healthy.',
    operatorMessage: 'An add-on did not become active.',
    remedy: 'Try again: the portal then creates the add-on again.',
    whileRetrying: 'The portal creates the add-on again.',
    retry: 'once',
  },
  addonConflict: {
    class: 'conflict',
    developerMessage: 'An add-on conflicts with what is in the cluster.',
    operatorMessage:
      'EKS did not install or change an add-on, since its fields have other values in the cluster.',
    ...doneBy(
      'The platform team must change the values or the conflict resolution of the add-on',
    ),
    retry: 'never',
  },
  waitTimedOut: {
    class: 'unknown',
    developerMessage: 'AWS took longer than we waited; it may still succeed.',
    operatorMessage:
      'A wait of eksctl or CloudFormation timed out before AWS had finished.',
    remedy: 'Try again: the portal continues from what stands in AWS.',
    whileRetrying: 'The portal continues from what stands in AWS.',
    retry: 'backoff',
  },
  nodesDidNotJoin: {
    class: 'user',
    developerMessage: 'The nodes started, but could not join the cluster.',
    operatorMessage:
      'Instances failed to join: usually network (NAT, private networking) or IAM.',
    ...doneBy('Check the network settings of the blueprint'),
    retry: 'once',
  },
  typeNotInZone: {
    class: 'user',
    developerMessage: 'This instance type is not offered in these zones.',
    operatorMessage:
      'EC2 does not offer the instance type, or this configuration of it, in a zone of the cluster.',
    remedy: 'Ask again with another instance type or other zones.',
    whileRetrying: again,
    retry: 'never',
  },
  noFreeAddresses: {
    class: 'user',
    developerMessage: 'The network has no free addresses for the nodes.',
    operatorMessage: 'A subnet of the cluster is used up.',
    remedy: 'Ask again with fewer nodes, or with a larger network.',
    whileRetrying: again,
    retry: 'never',
  },
  invalidNetwork: {
    class: 'user',
    developerMessage: 'The network of this cluster is not set up for EKS.',
    operatorMessage:
      'EKS or EC2 refused the VPC, the subnets or the security groups of the configuration.',
    remedy: 'Correct the network settings and ask again.',
    whileRetrying: again,
    retry: 'never',
  },
  notOffered: {
    class: 'user',
    developerMessage: 'AWS does not offer what this cluster asks for.',
    operatorMessage:
      'A check before the creation found a name, version or instance type that can’t be had; eksctl was not started.',
    remedy: 'Revise the values.',
    whileRetrying: again,
    retry: 'never',
  },
  invalidConfig: {
    class: 'user',
    developerMessage: 'The configuration of the cluster is not valid.',
    operatorMessage: 'eksctl or AWS refused the configuration.',
    remedy: 'Change the values and ask again.',
    whileRetrying: again,
    retry: 'never',
  },
  panicked: {
    class: 'panic',
    developerMessage: 'The tool that builds clusters crashed.',
    operatorMessage: 'eksctl panicked; its stack trace is in the log.',
    remedy: 'Try again: the portal continues from what stands in AWS.',
    whileRetrying: 'The portal continues without it, through CloudFormation.',
    retry: 'never',
  },
  notStarted: {
    class: 'unknown',
    developerMessage: 'The tool that builds clusters could not be started.',
    operatorMessage:
      'eksctl could not be started: check its path in the configuration and its permissions.',
    ...doneBy('The platform team must correct the installation'),
    retry: 'never',
  },
  interrupted: {
    class: 'unknown',
    developerMessage: 'The work was interrupted.',
    operatorMessage:
      'eksctl was ended by a signal; its stacks continue in AWS.',
    remedy: 'Try again: the portal continues from what stands in AWS.',
    whileRetrying: 'The portal continues from what stands in AWS.',
    retry: 'backoff',
  },
  unknown: {
    class: 'unknown',
    developerMessage:
      'The work failed for a reason that the portal does not know.',
    operatorMessage:
      'No rule knows this text; the log and the stack events do.',
    ...doneBy('The platform team must find out the cause'),
    retry: 'never',
  },
} as const satisfies Record<string, FailureKind>;

/** A kind of failure with its code. */
export type CodedKind = FailureKind & { code: string };

/** A kind of failure with its key in the table as the code. */
export function codedKind(code: keyof typeof failureKinds): CodedKind {
  return { ...failureKinds[code], code };
}

import { FailureKind } from './types';

const again = 'The portal tries again by itself.';
const goesOn = 'The portal looks at AWS and goes on from there.';
const platformTeam = 'The platform team must correct it; then try again.';

/**
 * Everything that goes wrong in AWS, in eksctl and in Kubernetes, as far as it is known by its text.
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
    retry: 'once',
  },
  noCapacityForInstances: {
    class: 'capacity',
    developerMessage: 'AWS has no machines of this type in these zones now.',
    operatorMessage:
      'EC2 could not launch the instances of a node group for lack of capacity.',
    remedy:
      'Try again later, or with other instance types if there is a choice.',
    retry: 'once',
  },
  quotaUsedUp: {
    class: 'quota',
    developerMessage: 'A limit of the AWS account is used up.',
    operatorMessage:
      'A service quota of the account is exhausted in this region.',
    remedy:
      'The platform team must raise the quota in AWS or remove what is not needed; then try again.',
    retry: 'never',
  },
  noRoom: {
    class: 'quota',
    developerMessage: 'The AWS account has no room for this cluster now.',
    operatorMessage:
      'A look before the creation found a service quota without room; eksctl was not started.',
    remedy:
      'The platform team must raise the quota in AWS or remove what is not needed; then try again.',
    retry: 'never',
  },
  credentialsRefused: {
    class: 'credentials',
    developerMessage: 'The credentials of the portal ran out during the work.',
    operatorMessage:
      'AWS refused the credentials as expired, unknown or badly signed.',
    remedy: 'The portal goes on with fresh credentials.',
    retry: 'refresh-credentials',
  },
  signInFailed: {
    class: 'credentials',
    developerMessage: 'The portal could not sign in to AWS.',
    operatorMessage: 'STS did not answer for the credentials of the account.',
    remedy: 'The portal goes on with fresh credentials.',
    retry: 'refresh-credentials',
  },
  notPermitted: {
    class: 'permission',
    developerMessage: 'The portal is not allowed to do this in AWS.',
    operatorMessage:
      'The IAM role of the portal, or a policy of the organization, does not permit a call.',
    remedy: platformTeam,
    retry: 'never',
  },
  notPermittedInKubernetes: {
    class: 'permission',
    developerMessage: 'The portal is not allowed to do this in the cluster.',
    operatorMessage:
      'Kubernetes refused the portal’s role: its access entry is missing or allows too little.',
    remedy: platformTeam,
    retry: 'never',
  },
  throttled: {
    class: 'transient',
    developerMessage: 'AWS asked us to slow down.',
    operatorMessage: 'API calls were throttled until eksctl gave up.',
    remedy: again,
    retry: 'backoff',
  },
  unreachable: {
    class: 'transient',
    developerMessage: 'AWS could not be reached for a moment.',
    operatorMessage: 'A network error or a fault of AWS interrupted the run.',
    remedy: again,
    retry: 'backoff',
  },
  busy: {
    class: 'transient',
    developerMessage: 'AWS is still busy with an earlier change.',
    operatorMessage:
      'The cluster or a stack of it is being changed; AWS takes one change at a time.',
    remedy: again,
    retry: 'backoff',
  },
  drainBlocked: {
    class: 'conflict',
    developerMessage: 'Something in the cluster does not let its nodes go.',
    operatorMessage:
      'A PodDisruptionBudget, or a pod that does not end, blocks the drain of the nodes.',
    remedy: again,
    retry: 'backoff',
  },
  heldByLeftovers: {
    class: 'conflict',
    developerMessage:
      'Something that the cluster made in AWS keeps it from being deleted.',
    operatorMessage:
      'Leftovers (load balancers, interfaces, security groups, node groups) hold the VPC or the cluster.',
    remedy:
      'The portal removes what is provably the cluster’s and tries again.',
    retry: 'backoff',
  },
  protectedStack: {
    class: 'conflict',
    developerMessage: 'AWS protects a part of the cluster from being deleted.',
    operatorMessage: 'A stack has termination protection.',
    remedy: 'The portal takes the protection off and tries again.',
    retry: 'backoff',
  },
  alreadyExists: {
    class: 'conflict',
    developerMessage: 'Something of this name exists in AWS already.',
    operatorMessage:
      'A stack or cluster of this name exists. If it has the tag of this environment, the portal adopts it.',
    remedy: 'If it is not yours, choose another name.',
    retry: 'never',
  },
  notThere: {
    class: 'missing',
    developerMessage: 'AWS does not know this cluster, or a part of it.',
    operatorMessage:
      'EKS or CloudFormation has no such thing; other stacks of the cluster may still stand.',
    remedy:
      'A deletion goes on through CloudFormation; of anything else, delete the environment and ask again.',
    retry: 'never',
  },
  addonNotHealthy: {
    class: 'partial',
    developerMessage: 'The cluster can be used, but an add-on is not healthy.',
    operatorMessage: 'An add-on did not become active.',
    remedy: 'The portal creates the add-on again.',
    retry: 'once',
  },
  waitedInVain: {
    class: 'unknown',
    developerMessage: 'AWS took longer than we waited; it may still succeed.',
    operatorMessage:
      'A wait of eksctl ran out while the stack was in progress.',
    remedy: goesOn,
    retry: 'backoff',
  },
  nodesDidNotJoin: {
    class: 'user',
    developerMessage: 'The nodes started, but could not join the cluster.',
    operatorMessage:
      'Instances failed to join: usually network (NAT, private networking) or IAM.',
    remedy: 'Check the network settings of the blueprint; then try again.',
    retry: 'once',
  },
  typeNotInZone: {
    class: 'user',
    developerMessage: 'This instance type is not offered in these zones.',
    operatorMessage:
      'EC2 does not offer the instance type, or this configuration of it, in a zone of the cluster.',
    remedy: 'Ask again with another instance type or other zones.',
    retry: 'never',
  },
  noFreeAddresses: {
    class: 'user',
    developerMessage: 'The network has no free addresses for the nodes.',
    operatorMessage: 'A subnet of the cluster is used up.',
    remedy: 'Ask again with fewer nodes, or with a larger network.',
    retry: 'never',
  },
  notOffered: {
    class: 'user',
    developerMessage: 'AWS does not offer what this cluster asks for.',
    operatorMessage:
      'A look before the creation found a name, version or instance type that can’t be had; eksctl was not started.',
    remedy: 'Ask again with other values.',
    retry: 'never',
  },
  invalidConfig: {
    class: 'user',
    developerMessage: 'The configuration of the cluster is not valid.',
    operatorMessage: 'eksctl or AWS refused the configuration.',
    remedy: 'Change the values and ask again.',
    retry: 'never',
  },
  panicked: {
    class: 'panic',
    developerMessage: 'The tool that builds clusters crashed.',
    operatorMessage: 'eksctl panicked; its stack trace is in the log.',
    remedy: 'The portal goes on without it, through CloudFormation.',
    retry: 'never',
  },
  notStarted: {
    class: 'unknown',
    developerMessage: 'The tool that builds clusters could not be started.',
    operatorMessage:
      'eksctl could not be started: check its path in the configuration and its permissions.',
    remedy: 'The platform team must correct the installation.',
    retry: 'never',
  },
  interrupted: {
    class: 'unknown',
    developerMessage: 'The work was interrupted.',
    operatorMessage: 'eksctl was ended by a signal; its stacks go on in AWS.',
    remedy: goesOn,
    retry: 'backoff',
  },
  unknown: {
    class: 'unknown',
    developerMessage:
      'The work failed for a reason that the portal does not know.',
    operatorMessage:
      'No rule knows this text; the log and the stack events do.',
    remedy: 'The platform team must look at it; then try again.',
    retry: 'never',
  },
} as const satisfies Record<string, FailureKind>;

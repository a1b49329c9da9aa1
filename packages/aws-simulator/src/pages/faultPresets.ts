import { FaultInput } from '../world/FaultBook';
import { FaultEffect, FaultMatch } from '../world/model';

/** A fault that the page offers. */
export interface FaultPreset {
  name: string;
  label: string;
  match: FaultMatch;
  effect: FaultEffect;
}

export const FAULT_PRESETS: FaultPreset[] = [
  {
    name: 'cluster-capacity',
    label: 'No capacity for a control plane',
    match: {},
    effect: { kind: 'cluster-capacity' },
  },
  {
    name: 'vpc-quota',
    label: 'VPC quota is used up',
    match: {},
    effect: { kind: 'vpc-quota' },
  },
  {
    name: 'nodegroup-capacity',
    label: 'No capacity for nodes',
    match: {},
    effect: { kind: 'nodegroup-capacity' },
  },
  {
    name: 'nodes-not-ready',
    label: 'Nodes never get ready',
    match: {},
    effect: { kind: 'nodes-not-ready' },
  },
  {
    name: 'coredns-degraded',
    label: 'Add-on coredns is degraded',
    match: {},
    effect: { kind: 'addon-degraded', addon: 'coredns' },
  },
  {
    name: 'fargate-profile-fails',
    label: 'A Fargate profile fails',
    match: {},
    effect: { kind: 'fargate-profile-fails', step: 'create' },
  },
  {
    name: 'oidc-provider-late',
    label: 'IAM shows a new OIDC provider half a minute late',
    match: {},
    effect: { kind: 'iam-shows-late', what: 'oidc-provider', seconds: 30 },
  },
  {
    name: 'throttling',
    label: 'CloudFormation is throttled',
    match: { service: 'cloudformation' },
    effect: { kind: 'throttling' },
  },
  {
    name: 'expired-credentials',
    label: 'Credentials have expired',
    match: {},
    effect: { kind: 'expired-credentials' },
  },
  {
    name: 'access-denied',
    label: 'CreateStack is denied',
    match: { service: 'cloudformation', action: 'CreateStack' },
    effect: { kind: 'access-denied' },
  },
  {
    name: 'hang',
    label: 'DescribeStacks hangs',
    match: { service: 'cloudformation', action: 'DescribeStacks' },
    effect: { kind: 'hang' },
  },
  {
    name: 'unavailable',
    label: 'All of AWS is down',
    match: {},
    effect: { kind: 'connection-reset' },
  },
  {
    name: 'ses-down',
    label: 'SES is down',
    match: { service: 'ses' },
    effect: { kind: 'unavailable' },
  },
  {
    name: 'nodegroup-delete-failed',
    label: 'A nodegroup stack ends DELETE_FAILED',
    match: {},
    effect: {
      kind: 'stack-delete-fails',
      resourceType: 'AWS::EKS::Nodegroup',
      reason:
        'Resource handler returned message: "[Issue(Code=Ec2SecurityGroupDeletionFailure, Message=DependencyViolation - resource has a dependent object, ResourceIds=[sg-0a1b2c3d4e5f67890])]" (HandlerErrorCode: GeneralServiceException)',
    },
  },
  {
    name: 'update-in-progress',
    label: 'A cluster is being updated when it is deleted',
    match: {},
    effect: { kind: 'update-in-progress' },
  },
  {
    name: 'leftovers',
    label: 'A deleted cluster leaves things behind',
    match: {},
    effect: {
      kind: 'leftovers',
      leftovers: [
        'volume',
        'log-group',
        'load-balancer',
        'target-group',
        'network-interface',
        'security-group',
      ],
    },
  },
];

const KINDS: ReadonlySet<string> = new Set<FaultEffect['kind']>([
  'error',
  'throttling',
  'expired-credentials',
  'access-denied',
  'unavailable',
  'hang',
  'connection-reset',
  'cluster-capacity',
  'vpc-quota',
  'nodegroup-capacity',
  'stack-resource-fails',
  'stack-delete-fails',
  'update-in-progress',
  'addon-degraded',
  'fargate-profile-fails',
  'nodes-not-ready',
  'iam-shows-late',
  'leftovers',
]);

export function isFaultInput(value: unknown): value is FaultInput {
  const effect = (value as Partial<FaultInput> | undefined)?.effect;
  return typeof effect?.kind === 'string' && KINDS.has(effect.kind);
}

import { JsonObject } from '@backstage/types';
import { AddonConfig, ClusterConfig } from '../../model/clusterConfig';
import { AddonPart } from '../types';
import { CNI_POLICY } from './nodePolicies';
import { CompletionContext } from './PartKind';

/*
 * Whom an add-on may act as, as eksctl decides it (`Create` in eksctl's pkg/actions/addon/create.go). `create cluster` makes vpc-cni before
 * the OIDC provider, so without its role, and gives it the role by an update afterwards; no other add-on that comes so early needs one. A
 * command that finds vpc-cni there leaves it as it is. So each is compared with what it would have in the end.
 */

const VPC_CNI = 'vpc-cni';

/** What an add-on should have in the end. */
type WantedPermissions =
  | { kind: 'none' }
  | { kind: 'role'; roleArn: string }
  /** Made by eksctl; `policies` are those that the config does not name. */
  | { kind: 'ownRole'; policies: Policies }
  | {
      kind: 'podIdentities';
      identities: Array<{ serviceAccount: string; roleArn?: string }>;
    };

type Policies = Pick<
  AddonConfig,
  'attachPolicyARNs' | 'attachPolicy' | 'wellKnownPolicies'
>;

/** Whether the config may want a role or pod identity associations for an add-on, so that EKS has to be asked what it needs. */
export function mayNeedPermissions(
  config: ClusterConfig,
  addon: AddonConfig,
): boolean {
  const mayHaveRole =
    namesRole(addon) || recommendedPolicies(config, addon, 'aws') !== undefined;
  return (
    explicitIdentities(addon).length > 0 ||
    isAutomatic(config, addon) ||
    (config.iam?.withOIDC === true && mayHaveRole)
  );
}

/** What differs in the role of its service account, for people: `update addon` can change that. */
export function differingRole(
  context: CompletionContext,
  addon: AddonConfig,
  found: AddonPart,
): string[] {
  const wanted = wantedPermissions(context, addon, found);
  const actual = found.roleArn ?? 'none';
  switch (wanted.kind) {
    case 'role':
      return found.roleArn === wanted.roleArn
        ? []
        : [`role ${actual} instead of ${wanted.roleArn}`];
    case 'ownRole':
      return context.isRoleOf(roleStackOf(addon), found.roleArn)
        ? []
        : [`role ${actual} instead of one of its own`];
    default:
      return [];
  }
}

/** What differs in its pod identity associations, for people: it is made with them, and no update of eksctl gives it those of a creation. */
export function differingPodIdentities(
  context: CompletionContext,
  addon: AddonConfig,
  found: AddonPart,
): string[] {
  const wanted = wantedPermissions(context, addon, found);
  if (wanted.kind !== 'podIdentities') {
    return [];
  }
  return wanted.identities
    .filter(({ serviceAccount, roleArn }) => {
      const actual = found.podIdentities.find(
        item => item.serviceAccount === serviceAccount,
      )?.roleArn;
      return roleArn
        ? actual !== roleArn
        : !context.isRoleOf(podIdentityStackOf(addon, serviceAccount), actual);
    })
    .map(
      ({ serviceAccount, roleArn = 'of its own' }) =>
        `no pod identity association of ${serviceAccount} with a role ${roleArn}`,
    );
}

/** The policies of an add-on's own role, which a creation finds out by itself, and an update takes from the config alone. */
export function policiesOfOwnRole(
  context: CompletionContext,
  addon: AddonConfig,
  found: AddonPart,
): Policies {
  const wanted = wantedPermissions(context, addon, found);
  return wanted.kind === 'ownRole' ? wanted.policies : {};
}

function wantedPermissions(
  { config, parts }: CompletionContext,
  addon: AddonConfig,
  { permissions }: AddonPart,
): WantedPermissions {
  const explicit = explicitIdentities(addon);
  if (!permissions?.required) {
    return { kind: 'none' };
  }
  if (explicit.length > 0) {
    return { kind: 'podIdentities', identities: explicit };
  }
  if (
    !namesRole(addon) &&
    isAutomatic(config, addon) &&
    permissions.serviceAccounts.length > 0
  ) {
    return {
      kind: 'podIdentities',
      identities: permissions.serviceAccounts.map(serviceAccount => ({
        serviceAccount,
      })),
    };
  }
  return config.iam?.withOIDC === true
    ? wantedRole(config, addon, parts.partition)
    : { kind: 'none' };
}

/** That of the config, or one that eksctl makes, with the policies of the config or those that it knows to be needed. */
function wantedRole(
  config: ClusterConfig,
  addon: AddonConfig,
  partition: string,
): WantedPermissions {
  const { serviceAccountRoleARN: roleArn } = addon;
  if (roleArn) {
    return { kind: 'role', roleArn };
  }
  const policies = hasPolicies(addon)
    ? {}
    : recommendedPolicies(config, addon, partition);
  return policies ? { kind: 'ownRole', policies } : { kind: 'none' };
}

/** `setRecommendedPoliciesForIRSA` of eksctl. */
function recommendedPolicies(
  config: ClusterConfig,
  { name }: AddonConfig,
  partition: string,
): Policies | undefined {
  switch (name.toLowerCase()) {
    case VPC_CNI:
      return isIpv6(config)
        ? { attachPolicy: ipv6CniPolicy(partition) }
        : {
            attachPolicyARNs: [
              `arn:${partition}:iam::aws:policy/${CNI_POLICY}`,
            ],
          };
    case 'aws-ebs-csi-driver':
      return { wellKnownPolicies: { ebsCSIController: true } };
    case 'aws-efs-csi-driver':
      return { wellKnownPolicies: { efsCSIController: true } };
    default:
      return undefined;
  }
}

/** `makeIPv6VPCCNIPolicyDocument` of eksctl. */
function ipv6CniPolicy(partition: string): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ec2:AssignIpv6Addresses',
          'ec2:DescribeInstances',
          'ec2:DescribeTags',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeInstanceTypes',
          'ec2:DescribeSubnets',
          'ec2:DescribeSecurityGroups',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateTags'],
        Resource: `arn:${partition}:ec2:*:*:network-interface/*`,
      },
    ],
  };
}

function explicitIdentities({ podIdentityAssociations = [] }: AddonConfig) {
  return podIdentityAssociations.map(({ serviceAccountName, roleARN }) => ({
    serviceAccount: String(serviceAccountName),
    roleArn: typeof roleARN === 'string' ? roleARN : undefined,
  }));
}

function isAutomatic(
  { addonsConfig }: ClusterConfig,
  { useDefaultPodIdentityAssociations }: AddonConfig,
): boolean {
  return (
    addonsConfig?.autoApplyPodIdentityAssociations === true ||
    useDefaultPodIdentityAssociations === true
  );
}

function namesRole(addon: AddonConfig): boolean {
  return addon.serviceAccountRoleARN !== undefined || hasPolicies(addon);
}

function hasPolicies(addon: AddonConfig): boolean {
  return (
    (addon.attachPolicyARNs ?? []).length > 0 ||
    addon.attachPolicy !== undefined ||
    Object.values(addon.wellKnownPolicies ?? {}).some(Boolean)
  );
}

function isIpv6({ kubernetesNetworkConfig }: ClusterConfig): boolean {
  return kubernetesNetworkConfig?.ipFamily?.toLowerCase() === 'ipv6';
}

function roleStackOf({ name }: AddonConfig): string {
  return `addon-${name}`;
}

function podIdentityStackOf(addon: AddonConfig, serviceAccount: string) {
  return `${roleStackOf(addon)}-podidentityrole-${serviceAccount}`;
}

/** What the names of the stacks of an add-on's roles end with, of those that are there. */
export function roleStacksOf(
  context: CompletionContext,
  addon: AddonConfig,
): string[] {
  const own = roleStackOf(addon);
  return context
    .suffixes()
    .filter(
      suffix => suffix === own || suffix.startsWith(`${own}-podidentityrole-`),
    );
}

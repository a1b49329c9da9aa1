import { JsonObject } from '@backstage/types';
import { AddonConfig, ClusterConfig } from '../../model/clusterConfig';
import { AddonPart } from '../types';
import { CNI_POLICY } from './nodePolicies';
import { CompletionContext } from './PartKind';

/*
 * The IAM permissions of an add-on, by eksctl's rules (`Create` in eksctl's pkg/actions/addon/create.go). `create cluster` creates
 * vpc-cni before the OIDC provider, so without its role, and adds the role by an update afterwards; no other add-on that is created so
 * early needs one. Other commands skip an existing vpc-cni. So each add-on is compared with its intended final state.
 */

const VPC_CNI = 'vpc-cni';

/** The intended final permissions of an add-on. */
type WantedPermissions =
  | { kind: 'none' }
  | { kind: 'role'; roleArn: string }
  /** Created by eksctl; `policies` are those that the config does not name. */
  | { kind: 'ownRole'; policies: Policies }
  | {
      kind: 'podIdentities';
      identities: Array<{ serviceAccount: string; roleArn?: string }>;
    };

type Policies = Pick<
  AddonConfig,
  'attachPolicyARNs' | 'attachPolicy' | 'wellKnownPolicies'
>;

/**
 * Whether the config may require a role or pod identity associations for an add-on, so that its requirements have to be read from EKS.
 */
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

/** Differences of the role of its service account, for display: `update addon` can change it. */
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

/**
 * Differences of its pod identity associations, for display: they are created with the add-on, and no update of eksctl sets those of a
 * creation.
 */
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

/** The policies of an add-on's own role, which a creation determines itself, and an update takes only from the config. */
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

/** The role of the config, or one that eksctl creates, with the policies of the config or the recommended ones. */
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

/** Like eksctl's `setRecommendedPoliciesForIRSA`. */
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

/** Like eksctl's `makeIPv6VPCCNIPolicyDocument`. */
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

/** Name suffixes of the existing stacks of an add-on's roles. */
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

import { PlacedNodeGroup } from '../../config/nodeGroups';
import { ClusterConfig } from '../../model/clusterConfig';

/*
 * The managed policies of a role that eksctl creates for nodes (`makeManagedPolicies` in eksctl's pkg/cfn/builder/iam_helper.go). With an
 * OIDC provider, `create cluster` assigns the policy of vpc-cni to its own role. `create nodegroup` does so only if it finds that role on
 * the service account, with this very policy: not with IPv6, pod identity, or a role that the config names. So the policies are passed
 * explicitly.
 */

const ADDON_POLICIES: Record<string, string> = {
  imageBuilder: 'AmazonEC2ContainerRegistryPowerUser',
  cloudWatch: 'CloudWatchAgentServerPolicy',
  ebs: 'service-role/AmazonEBSCSIDriverPolicy',
};

/** The policy of vpc-cni, which nodes have if vpc-cni has no role of its own. */
export const CNI_POLICY = 'AmazonEKS_CNI_Policy';

/** Whether eksctl creates the role of a group's nodes. */
export function makesNodeRole({ group }: PlacedNodeGroup): boolean {
  const { instanceRoleARN, instanceProfileARN } = group.iam ?? {};
  return !instanceRoleARN && !instanceProfileARN;
}

function namesOwnPolicies({ group }: PlacedNodeGroup): boolean {
  return (group.iam?.attachPolicyARNs ?? []).length > 0;
}

function usualPolicies(config: ClusterConfig): string[] {
  return [
    'AmazonEKSWorkerNodePolicy',
    ...(config.iam?.withOIDC === true ? [] : [CNI_POLICY]),
    'AmazonEC2ContainerRegistryPullOnly',
    'AmazonSSMManagedInstanceCore',
  ];
}

/** How the policies of a group's role differ from those that `create cluster` gives it. Policies that AWS services added are ignored. */
export function differingPolicies(
  config: ClusterConfig,
  placed: PlacedNodeGroup,
  found: string[],
): string[] {
  const { attachPolicyARNs = [], withAddonPolicies = {} } =
    placed.group.iam ?? {};
  const wanted = [
    ...(namesOwnPolicies(placed) ? [] : usualPolicies(config)),
    ...attachPolicyARNs,
    ...Object.keys(ADDON_POLICIES)
      .filter(name => withAddonPolicies[name])
      .map(name => ADDON_POLICIES[name]),
  ].map(policy => policy.split('/').pop() ?? policy);
  const hasTooMuch = found.includes(CNI_POLICY) && !wanted.includes(CNI_POLICY);
  return [
    ...wanted
      .filter(policy => !found.includes(policy))
      .map(policy => `the role of its nodes lacks ${policy}`),
    ...(hasTooMuch
      ? [`the role of its nodes has ${CNI_POLICY}, which vpc-cni has itself`]
      : []),
  ];
}

/** The iam settings with which `create nodegroup` assigns the same policies as `create cluster`. */
export function explicitPolicies(
  config: ClusterConfig,
  placed: PlacedNodeGroup,
  partition: string,
) {
  return !makesNodeRole(placed) || namesOwnPolicies(placed)
    ? placed.group
    : {
        ...placed.group,
        iam: {
          ...placed.group.iam,
          attachPolicyARNs: usualPolicies(config).map(
            policy => `arn:${partition}:iam::aws:policy/${policy}`,
          ),
        },
      };
}

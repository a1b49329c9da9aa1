/** Kubernetes versions that the simulated EKS offers, oldest first, and the add-on versions for them. */

export const CLUSTER_VERSIONS = [
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
] as const;
export const DEFAULT_CLUSTER_VERSION = '1.35';

const ADDON_VERSIONS: Record<string, string> = {
  'vpc-cni': 'v1.21.1-eksbuild.1',
  coredns: 'v1.12.4-eksbuild.1',
  'metrics-server': 'v0.8.0-eksbuild.5',
  'eks-pod-identity-agent': 'v1.3.9-eksbuild.3',
  'aws-ebs-csi-driver': 'v1.52.1-eksbuild.1',
  'aws-efs-csi-driver': 'v2.1.13-eksbuild.1',
  'amazon-cloudwatch-observability': 'v4.5.0-eksbuild.1',
  'snapshot-controller': 'v8.3.0-eksbuild.1',
};

/** Service accounts that an add-on needs a role for. */
export const ADDON_SERVICE_ACCOUNTS: Record<string, string> = {
  'vpc-cni': 'aws-node',
  'aws-ebs-csi-driver': 'ebs-csi-controller-sa',
  'aws-efs-csi-driver': 'efs-csi-controller-sa',
  'amazon-cloudwatch-observability': 'cloudwatch-agent',
};

const ADDON_POLICIES: Record<string, string> = {
  'vpc-cni': 'AmazonEKS_CNI_Policy',
  'aws-ebs-csi-driver': 'service-role/AmazonEBSCSIDriverPolicy',
  'aws-efs-csi-driver': 'service-role/AmazonEFSCSIDriverPolicy',
  'amazon-cloudwatch-observability': 'CloudWatchAgentServerPolicy',
};

export function addonVersion(
  name: string,
  kubernetesVersion: string,
): string | undefined {
  return name === 'kube-proxy'
    ? `v${kubernetesVersion}.1-eksbuild.1`
    : ADDON_VERSIONS[name];
}

export const ADDON_NAMES = [...Object.keys(ADDON_VERSIONS), 'kube-proxy'];

export function recommendedPolicies(name: string): string[] {
  const policy = ADDON_POLICIES[name];
  return policy ? [`arn:aws:iam::aws:policy/${policy}`] : [];
}

import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

/** What eksctl or the portal cannot create although a dry run of eksctl accepts it. */
export function beyondDryRun(config: ClusterConfig): Finding[] {
  return [...selfManagedWithIpv6(config), ...accessByConfigMap(config)];
}

/** eksctl fails only after the control plane exists (`AddAllResources` in its pkg/cfn/builder/nodegroup.go). */
function selfManagedWithIpv6(config: ClusterConfig): Finding[] {
  return isIpv6(config)
    ? (config.nodeGroups ?? []).map((_, index) => ({
        severity: 'error',
        code: 'ipv6',
        path: `nodeGroups[${index}]`,
        message: `nodeGroups[${index}] is not possible with kubernetesNetworkConfig.ipFamily IPv6: eksctl makes managedNodeGroups alone then`,
      }))
    : [];
}

function accessByConfigMap({ accessConfig }: ClusterConfig): Finding[] {
  return accessConfig?.authenticationMode === 'CONFIG_MAP'
    ? [
        {
          severity: 'warning',
          code: 'access',
          path: 'accessConfig.authenticationMode',
          message:
            'With accessConfig.authenticationMode CONFIG_MAP the portal gives nobody access to the cluster, because EKS has no access entries then; use API or API_AND_CONFIG_MAP',
        },
      ]
    : [];
}

/** eksctl reads the IP family case-insensitively. */
export function isIpv6({
  kubernetesNetworkConfig,
}: Pick<ClusterConfig, 'kubernetesNetworkConfig'>): boolean {
  return kubernetesNetworkConfig?.ipFamily?.toLowerCase() === 'ipv6';
}

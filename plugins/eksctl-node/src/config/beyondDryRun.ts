import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

/** What eksctl or the portal can't do with a config that a dry run of eksctl accepts. */
export function beyondDryRun(config: ClusterConfig): Finding[] {
  return [...selfManagedWithIpv6(config), ...accessByConfigMap(config)];
}

/** eksctl finds it out when the control plane is there (`AddAllResources` in its pkg/cfn/builder/nodegroup.go). */
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

/** eksctl reads the family in any case. */
export function isIpv6({
  kubernetesNetworkConfig,
}: Pick<ClusterConfig, 'kubernetesNetworkConfig'>): boolean {
  return kubernetesNetworkConfig?.ipFamily?.toLowerCase() === 'ipv6';
}

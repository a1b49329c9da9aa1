import { findInstanceType } from '../instanceTypes/instanceTypes';
import { instanceTypesOf } from './nodeGroups';
import { NodeGroupConfig } from '../model/clusterConfig';

/** Accelerators of instance types other than NVIDIA's. */
const NOT_NVIDIA = /^(inferentia|trainium|qualcomm|radeon)/;
const NEURON = /^(inferentia|trainium)/;

/**
 * The DaemonSets in `kube-system` that eksctl creates after a node group, because pods could not use its hardware without them
 * (`ClusterTasksForNodeGroups` in eksctl's pkg/eks/tasks.go, with the manifests of pkg/addons/assets).
 */
export function devicePluginsOf(group: NodeGroupConfig): string[] {
  const { amiFamily = 'AmazonLinux2023', efaEnabled } = group;
  const accelerators = instanceTypesOf(group).flatMap(
    type => findInstanceType(type)?.accelerator ?? [],
  );
  const needsNvidia =
    amiFamily.startsWith('AmazonLinux') &&
    accelerators.some(name => !NOT_NVIDIA.test(name));
  return [
    ...(accelerators.some(name => NEURON.test(name))
      ? ['neuron-device-plugin']
      : []),
    ...(needsNvidia ? ['nvidia-device-plugin-daemonset'] : []),
    ...(efaEnabled ? ['aws-efa-k8s-device-plugin'] : []),
  ];
}

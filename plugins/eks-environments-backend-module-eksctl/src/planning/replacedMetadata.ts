import type { JsonObject } from '@backstage/types';
import type { ClusterConfig, Finding } from 'backstage-plugin-eksctl-node';
import type { ProvisionerBlueprint } from 'backstage-plugin-eks-environments-node';

/** Warnings about the cluster metadata of a raw config that the portal replaces. */
export function replacedMetadata(
  config: JsonObject,
  {
    blueprint,
    clusterName,
    region,
  }: { blueprint: ProvisionerBlueprint; clusterName: string; region: string },
): Finding[] {
  const { metadata } = config as Partial<ClusterConfig>;
  if (!blueprint.raw || typeof metadata !== 'object') {
    return [];
  }
  const findings: Finding[] = [];
  if (typeof metadata.name === 'string' && metadata.name !== clusterName) {
    findings.push({
      severity: 'info',
      code: 'cluster-name-replaced',
      path: 'metadata.name',
      message: `The cluster will be called ${clusterName}, not ${metadata.name}: the portal adds a suffix to the name of the environment, so that the name of a cluster is never used twice`,
    });
  }
  if (typeof metadata.region === 'string' && metadata.region !== region) {
    findings.push({
      severity: 'warning',
      code: 'region-replaced',
      path: 'metadata.region',
      message: `The cluster will be in ${region}, the region of the request, not in ${metadata.region}, which the config names`,
    });
  }
  return findings;
}

import type {
  ProvisionedEnvironment,
  ResourceDescription,
} from 'backstage-plugin-eks-environments-node';
import {
  type ClusterConfig,
  consoleUrl,
  parseWrittenConfig,
} from 'backstage-plugin-eksctl-node';

/** Describes a cluster by its config. */
export function describeEnvironment({
  region,
  resourceRef,
  spec,
}: ProvisionedEnvironment): ResourceDescription {
  const { metadata } = parseWrittenConfig(spec) as ClusterConfig;
  return {
    consoleUrl: consoleUrl(
      `/eks/home?region=${region}#/clusters/${resourceRef}`,
      region,
    ),
    tags: { ...metadata.tags },
  };
}

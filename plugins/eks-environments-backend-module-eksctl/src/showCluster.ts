import type { ProvisionedEnvironment } from 'backstage-plugin-eks-environments-node';
import {
  type ClusterConfig,
  consoleUrl,
  parseWrittenConfig,
} from 'backstage-plugin-eksctl-node';

/** The page of a cluster in the AWS console. */
export function consoleUrlOf({
  region,
  resourceRef,
}: ProvisionedEnvironment): string | undefined {
  return consoleUrl(
    `/eks/home?region=${region}#/clusters/${resourceRef}`,
    region,
  );
}

/** The tags in the config of a cluster. */
export function tagsOf({
  spec,
}: ProvisionedEnvironment): Record<string, string> {
  const { metadata } = parseWrittenConfig(spec) as ClusterConfig;
  return { ...metadata.tags };
}

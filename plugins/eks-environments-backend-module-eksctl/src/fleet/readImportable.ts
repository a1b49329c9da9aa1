import type { ImportableResource } from 'backstage-plugin-eks-environments-node';
import {
  describeCluster,
  type PriceTable,
  readClusterConfig,
  serializeClusterConfig,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { priceConfig } from '../planning/priceConfig';

/**
 * Reads a cluster from AWS as if it had been created from a config.
 *
 * @throws the error of AWS
 */
export async function readImportable(
  { clients, region }: AccountAccess,
  clusterName: string,
  { prices }: { prices: PriceTable },
): Promise<ImportableResource> {
  const cluster = await describeCluster(clients, clusterName);
  if (!cluster) {
    return { kind: 'missing' };
  }
  const { status, version, endpoint, certificateAuthority } = cluster;
  if (status !== 'ACTIVE') {
    return {
      kind: 'unusable',
      reason: `is ${status}; only an ACTIVE one can be imported`,
    };
  }
  const read = await readClusterConfig(clients, clusterName, region);
  if (read.kind === 'unreadable') {
    return { kind: 'unusable', reason: `can't be imported: ${read.reason}` };
  }
  const shape = summarizeClusterConfig(read.config);
  const priced = priceConfig(shape, { region, prices });
  return {
    kind: 'importable',
    spec: serializeClusterConfig(read.config),
    ...priced,
    resource: {
      nodes: priced.size.desired.nodes,
      kubernetesVersion: version,
      endpoint,
      certificateAuthority,
    },
  };
}

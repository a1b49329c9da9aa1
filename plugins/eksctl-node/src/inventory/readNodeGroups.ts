import { AMITypes, Nodegroup } from '@aws-sdk/client-eks';
import { AwsClients } from '../stacks/AwsClients';
import { describeNodegroups } from '../stacks/describeNodegroups';
import { NodeGroupFacts } from './types';

/**
 * The managed node groups of a cluster.
 *
 * @throws the error of AWS, also when the cluster was deleted in the meantime
 * @public
 */
export async function readNodeGroups(
  clients: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<NodeGroupFacts[]> {
  const found: NodeGroupFacts[] = [];
  for await (const { name, nodegroup } of describeNodegroups(
    clients,
    clusterName,
  )) {
    if (nodegroup) {
      found.push(toFacts(nodegroup, name));
    }
  }
  return found;
}

function toFacts(nodegroup: Nodegroup, name: string): NodeGroupFacts {
  const { scalingConfig } = nodegroup;
  return {
    name,
    status: nodegroup.status ?? '',
    instanceTypes: nodegroup.instanceTypes ?? [],
    spot: nodegroup.capacityType === 'SPOT',
    min: scalingConfig?.minSize ?? 0,
    desired: scalingConfig?.desiredSize ?? 0,
    max: scalingConfig?.maxSize ?? 0,
    volumeSizeGb: nodegroup.diskSize,
    amiFamily: amiFamilyOf(nodegroup.amiType),
    tags: nodegroup.tags ?? {},
  };
}

/** eksctl's name of an image family, by the prefix of EKS's name. */
const FAMILIES: Array<[prefix: string, family: string]> = [
  ['AL2023_', 'AmazonLinux2023'],
  ['AL2_', 'AmazonLinux2'],
  ['BOTTLEROCKET_', 'Bottlerocket'],
  ['WINDOWS_CORE_2019', 'WindowsServer2019CoreContainer'],
  ['WINDOWS_FULL_2019', 'WindowsServer2019FullContainer'],
  ['WINDOWS_CORE_2022', 'WindowsServer2022CoreContainer'],
  ['WINDOWS_FULL_2022', 'WindowsServer2022FullContainer'],
];

function amiFamilyOf(type: AMITypes | undefined): string | undefined {
  return FAMILIES.find(([prefix]) => type?.startsWith(prefix))?.[1];
}

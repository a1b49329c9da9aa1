import { paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { paginateListClusters } from '@aws-sdk/client-eks';
import { AwsClients } from '../stacks/AwsClients';
import { describeCluster } from '../stacks/describeCluster';
import { EksCluster } from '../stacks/types';
import { tagMap } from '../sweep/proof';
import { InventoryStack } from './types';

/** eksctl sets it on every stack. */
const CLUSTER_NAME_TAG = 'alpha.eksctl.io/cluster-name';

/**
 * All clusters of an account and region, whoever created them.
 *
 * @throws the error of AWS; a partial list is never returned
 * @public
 */
export async function listClusters(
  clients: Pick<AwsClients, 'eks'>,
): Promise<EksCluster[]> {
  const found: EksCluster[] = [];
  const pages = paginateListClusters({ client: clients.eks }, {});
  for await (const { clusters = [] } of pages) {
    for (const name of clusters) {
      // Skip a cluster that was deleted since the list was read.
      const cluster = await describeCluster(clients, name);
      if (cluster) {
        found.push(cluster);
      }
    }
  }
  return found;
}

/**
 * All stacks of an account and region that eksctl created and that are not deleted.
 *
 * @throws the error of AWS; a partial list is never returned
 * @public
 */
export async function listEksctlStacks(
  clients: Pick<AwsClients, 'cloudFormation'>,
): Promise<InventoryStack[]> {
  const found: InventoryStack[] = [];
  const pages = paginateDescribeStacks({ client: clients.cloudFormation }, {});
  for await (const { Stacks = [] } of pages) {
    for (const stack of Stacks) {
      const tags = tagMap(stack.Tags);
      const clusterName = tags[CLUSTER_NAME_TAG];
      if (clusterName) {
        found.push({
          name: stack.StackName ?? '',
          status: stack.StackStatus ?? '',
          clusterName,
          tags,
        });
      }
    }
  }
  return found;
}

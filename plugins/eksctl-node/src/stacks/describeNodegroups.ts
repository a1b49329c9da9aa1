import {
  DescribeNodegroupCommand,
  Nodegroup,
  paginateListNodegroups,
} from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';

/**
 * The managed node groups of a cluster, described one after the other: who stops early asks AWS for no more of them. A group that has no
 * description is undefined.
 *
 * @throws the error of AWS
 */
export async function* describeNodegroups(
  { eks }: Pick<AwsClients, 'eks'>,
  clusterName: string,
): AsyncGenerator<{ name: string; nodegroup: Nodegroup | undefined }> {
  const pages = paginateListNodegroups({ client: eks }, { clusterName });
  for await (const { nodegroups = [] } of pages) {
    for (const name of nodegroups) {
      const { nodegroup } = await eks.send(
        new DescribeNodegroupCommand({ clusterName, nodegroupName: name }),
      );
      yield { name, nodegroup };
    }
  }
}

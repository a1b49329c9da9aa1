import { TagResourceCommand } from '@aws-sdk/client-eks';
import { EXPIRES_AT } from 'backstage-plugin-eks-environments-common';
import { type AwsClients, describeCluster } from 'backstage-plugin-eksctl-node';

/** Tags a cluster with the end of its lease, if it exists. */
export async function tagLeaseEnd(
  { eks }: Pick<AwsClients, 'eks'>,
  clusterName: string,
  { expiresAt }: { expiresAt: string },
): Promise<void> {
  const cluster = await describeCluster({ eks }, clusterName);
  if (cluster) {
    await eks.send(
      new TagResourceCommand({
        resourceArn: cluster.arn,
        tags: { [EXPIRES_AT]: expiresAt },
      }),
    );
  }
}

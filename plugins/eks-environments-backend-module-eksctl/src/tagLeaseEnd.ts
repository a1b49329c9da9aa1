import { TagResourceCommand } from '@aws-sdk/client-eks';
import {
  ENVIRONMENT_ID,
  EXPIRES_AT,
} from 'backstage-plugin-eks-environments-common';
import type { ResourceIdentity } from 'backstage-plugin-eks-environments-node';
import { type AwsClients, describeCluster } from 'backstage-plugin-eksctl-node';

/** Tags the cluster of an environment with the end of its lease. A cluster of that name that is somebody else's is left alone. */
export async function tagLeaseEnd(
  { eks }: Pick<AwsClients, 'eks'>,
  { resourceRef, tagId }: Pick<ResourceIdentity, 'resourceRef' | 'tagId'>,
  { expiresAt }: { expiresAt: string },
): Promise<void> {
  const cluster = await describeCluster({ eks }, resourceRef);
  if (cluster?.tags[ENVIRONMENT_ID] === tagId) {
    await eks.send(
      new TagResourceCommand({
        resourceArn: cluster.arn,
        tags: { [EXPIRES_AT]: expiresAt },
      }),
    );
  }
}

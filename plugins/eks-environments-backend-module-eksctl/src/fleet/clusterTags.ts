import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-eks';
import { NotFoundError } from '@backstage/errors';
import { describeCluster, type EksCluster } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';

/** @throws NotFoundError when the cluster does not exist; the error of AWS */
export async function tagCluster(
  access: AccountAccess,
  clusterName: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const { arn } = await getCluster(access, clusterName);
  await access.clients.eks.send(
    new TagResourceCommand({ resourceArn: arn, tags }),
  );
}

/** @throws NotFoundError when the cluster does not exist; the error of AWS */
export async function untagCluster(
  access: AccountAccess,
  clusterName: string,
  keys: readonly string[],
): Promise<void> {
  const { arn } = await getCluster(access, clusterName);
  await access.clients.eks.send(
    new UntagResourceCommand({ resourceArn: arn, tagKeys: [...keys] }),
  );
}

async function getCluster(
  { clients, account, region }: AccountAccess,
  clusterName: string,
): Promise<EksCluster> {
  const cluster = await describeCluster(clients, clusterName);
  if (!cluster) {
    throw new NotFoundError(
      `There is no cluster ${clusterName} in ${region} of account ${account}`,
    );
  }
  return cluster;
}

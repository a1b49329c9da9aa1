import type { ResourceEvent } from 'backstage-plugin-eks-environments-common';
import { type AwsClients, EksStacks } from 'backstage-plugin-eksctl-node';

const NEWEST = 200;

/** The newest events of a cluster's stacks, newest first. */
export async function readResourceEvents(
  clients: AwsClients,
  clusterName: string,
): Promise<ResourceEvent[]> {
  const stacks = new EksStacks(clients);
  const found = await stacks.describeClusterStacks(clusterName);
  const perStack = await Promise.all(
    found.map(async ({ id, name }) =>
      (
        await stacks.stackEvents(id)
      ).map(event => ({
        time: event.time ?? '',
        part: name,
        resource: event.logicalId,
        resourceType: event.resourceType,
        status: event.status,
        reason: event.reason,
      })),
    ),
  );
  return perStack
    .flat()
    .sort((a, b) => b.time.localeCompare(a.time))
    .slice(0, NEWEST);
}

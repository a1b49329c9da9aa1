import {
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteClusterCommand } from '@aws-sdk/client-eks';
import { AwsClients } from '../stacks/AwsClients';
import { EksStacks } from '../stacks/EksStacks';
import { liftDeletionProtection } from '../stacks/liftDeletionProtection';
import { ClusterStack } from '../stacks/types';
import { describeOurs } from './attachedKinds';
import { heldBy } from './foreignHolders';
import { clusterPage, logGroupPage, stackPage } from './consolePages';
import { provenLeftovers } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';
import { SweepHolder } from './types';

const stacks: SweepKind = {
  name: 'stack',
  singular: 'CloudFormation stack',
  plural: 'CloudFormation stacks',
  billed: false,
  console: stackPage,
  async find(clients, target) {
    const found = await new EksStacks(clients).describeClusterStacks(
      target.clusterName,
    );
    const leftovers: Leftover[] = [];
    for (const stack of found) {
      const holders = await foreignImporters(clients, stack, found);
      const proven = provenLeftovers(target, stack.name, stack.tags, {
        isBeingRemoved: stack.status === 'DELETE_IN_PROGRESS',
        note: whyItFailed(stack),
        // By the time of the removal, another stack may have the name.
        handle: stack.id,
        ...heldBy(holders),
      });
      leftovers.push(...(proven.length > 0 ? proven : namesake(stack, target)));
    }
    return leftovers;
  },
  remove(clients, id) {
    return new EksStacks(clients).deleteStack(id);
  },
};

/**
 * A stack of this manager with the cluster's name and the tag of another owner. It is not removed, since the tags contradict each other,
 * and not ignored, since no stack of this installation should have the name of a deleted cluster.
 */
function namesake(
  { name, tags }: ClusterStack,
  { ownership, manager }: SweepTarget,
): Leftover[] {
  return tags[manager.key] === manager.value
    ? [
        {
          id: name,
          proof: `tag ${manager.key}=${manager.value}`,
          blocked: `Its tag ${ownership.key} is ${tags[ownership.key]}`,
        },
      ]
    : [];
}

/** Stacks of others that import a stack's exports, so that CloudFormation does not delete it. */
async function foreignImporters(
  clients: AwsClients,
  { id, status, statusReason = '' }: ClusterStack,
  ofCluster: ClusterStack[],
): Promise<SweepHolder[]> {
  if (status !== 'DELETE_FAILED' || !/export/i.test(statusReason)) {
    return [];
  }
  const importers = await new EksStacks(clients).importersOf(id);
  return importers
    .filter(importer => !ofCluster.some(({ name }) => name === importer))
    .map(importer => ({ kind: 'stack', id: importer }));
}

/** CloudFormation's own reason only lists the resources; the resources have the reasons. */
function whyItFailed({ status, resources }: ClusterStack): string {
  const reasons = resources
    .filter(resource => resource.status === 'DELETE_FAILED')
    .map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
  return [status, ...reasons].join('; ');
}

const clusters: SweepKind = {
  name: 'cluster',
  singular: 'EKS cluster',
  plural: 'EKS clusters',
  billed: true,
  console: clusterPage,
  after: ['nodegroup', 'fargate-profile'],
  async find(clients, target) {
    const cluster = await describeOurs(clients, target);
    if (!cluster) {
      return [];
    }
    return provenLeftovers(target, cluster.name, cluster.tags, {
      isBeingRemoved: cluster.status === 'DELETING',
    });
  },
  async remove(clients, id) {
    await liftDeletionProtection({ clients, clusterName: id });
    await clients.eks.send(new DeleteClusterCommand({ name: id }));
  },
};

/** Log groups of the control plane and of Container Insights. The cluster's name between slashes is the proof. */
function isLogGroupOf(clusterName: string, path: string): boolean {
  return (
    path === `/aws/eks/${clusterName}/cluster` ||
    path.startsWith(`/aws/containerinsights/${clusterName}/`)
  );
}

const logGroups: SweepKind = {
  name: 'log-group',
  singular: 'log group',
  plural: 'log groups',
  billed: true,
  console: logGroupPage,
  async find({ logs: client }, { clusterName }) {
    const found: Leftover[] = [];
    for (const service of ['eks', 'containerinsights']) {
      const logGroupNamePrefix = `/aws/${service}/${clusterName}/`;
      const pages = paginateDescribeLogGroups(
        { client },
        { logGroupNamePrefix },
      );
      for await (const { logGroups: groups = [] } of pages) {
        for (const { logGroupName: id } of groups) {
          if (id && isLogGroupOf(clusterName, id)) {
            found.push({ id, proof: `log group path of ${clusterName}` });
          }
        }
      }
    }
    return found;
  },
  async remove({ logs }, id) {
    await logs.send(new DeleteLogGroupCommand({ logGroupName: id }));
  },
};

export const clusterKinds = { stacks, clusters, logGroups };

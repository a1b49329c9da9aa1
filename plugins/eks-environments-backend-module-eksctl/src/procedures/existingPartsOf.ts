import type { OperationEnvironment } from 'backstage-plugin-eks-environments-node';
import {
  describeCluster,
  EksStacks,
  proofOf,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { sweepTargetOf } from './sweepTarget';

/** Stacks in these states have no resources. */
const EMPTY = ['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'];

/**
 * What exists of an environment in AWS, as proven by its tags: its cluster, and its stacks that have resources.
 *
 * @throws errors of AWS
 */
export async function existingPartsOf(
  environment: OperationEnvironment,
  { clients }: Pick<AccountAccess, 'clients'>,
): Promise<string[]> {
  const target = sweepTargetOf(environment);
  const [cluster, stacks] = await Promise.all([
    describeCluster(clients, target.clusterName),
    new EksStacks(clients).describeClusterStacks(target.clusterName),
  ]);
  const isOwn = ({ tags }: { tags: Record<string, string> }) =>
    proofOf(tags, target) !== undefined;
  return [
    ...(cluster && isOwn(cluster) ? [`EKS cluster ${cluster.name}`] : []),
    ...stacks
      .filter(stack => isOwn(stack) && !EMPTY.includes(stack.status))
      .map(({ name }) => `stack ${name}`),
  ];
}

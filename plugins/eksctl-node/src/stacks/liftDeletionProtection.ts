import {
  DescribeClusterCommand,
  UpdateClusterConfigCommand,
} from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';

/**
 * Takes the protection against deletion off a cluster that has it. EKS takes a moment to update the cluster; it is not waited for.
 *
 * @throws errors of AWS, also when there is no such cluster
 * @public
 */
export async function liftDeletionProtection(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
}): Promise<'lifted' | 'unprotected'> {
  const { eks } = options.clients;
  const name = options.clusterName;
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  // EKS deletes one that is not active whether it is protected or not, and can not update it.
  if (!cluster?.deletionProtection || cluster.status !== 'ACTIVE') {
    return 'unprotected';
  }
  await eks.send(
    new UpdateClusterConfigCommand({ name, deletionProtection: false }),
  );
  return 'lifted';
}

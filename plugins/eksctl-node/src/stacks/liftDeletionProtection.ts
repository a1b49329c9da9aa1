import {
  DescribeClusterCommand,
  UpdateClusterConfigCommand,
} from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';

/**
 * Disables deletion protection of a cluster if it is enabled. EKS takes a moment to update the cluster; the function does not wait for
 * it.
 *
 * @throws errors of AWS, also if the cluster does not exist
 * @public
 */
export async function liftDeletionProtection(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
}): Promise<'lifted' | 'unprotected'> {
  const { eks } = options.clients;
  const name = options.clusterName;
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  // EKS deletes a cluster that is not active even if it is protected, and cannot update it.
  if (!cluster?.deletionProtection || cluster.status !== 'ACTIVE') {
    return 'unprotected';
  }
  await eks.send(
    new UpdateClusterConfigCommand({ name, deletionProtection: false }),
  );
  return 'lifted';
}

import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';
import { EksCluster } from './types';

/**
 * The cluster as EKS describes it; `undefined` if it does not exist.
 *
 * @public
 */
export async function describeCluster(
  clients: Pick<AwsClients, 'eks'>,
  name: string,
): Promise<EksCluster | undefined> {
  try {
    const { cluster } = await clients.eks.send(
      new DescribeClusterCommand({ name }),
    );
    return (
      cluster && {
        name,
        arn: cluster.arn ?? '',
        status: cluster.status ?? '',
        version: cluster.version,
        endpoint: cluster.endpoint,
        certificateAuthority: cluster.certificateAuthority?.data,
        vpcId: cluster.resourcesVpcConfig?.vpcId,
        oidcIssuer: cluster.identity?.oidc?.issuer,
        tags: cluster.tags ?? {},
      }
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      return undefined;
    }
    throw error;
  }
}

import { DeleteFargateProfileCommand } from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';

/**
 * Begins the deletion of a Fargate profile; EKS takes a while.
 *
 * @throws errors of AWS, also while EKS is at another profile of the cluster
 * @public
 */
export async function removeFargateProfile(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
  fargateProfileName: string;
}): Promise<void> {
  const { clients, ...input } = options;
  await clients.eks.send(new DeleteFargateProfileCommand(input));
}

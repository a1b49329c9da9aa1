import {
  DeleteAddonCommand,
  DeleteFargateProfileCommand,
  DeletePodIdentityAssociationCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';
import { PartRemoval } from './types';

type Remove = (
  eks: EKSClient,
  clusterName: string,
  id: string,
) => Promise<unknown>;

const REMOVALS: Record<PartRemoval['part'], Remove> = {
  fargateProfile: (eks, clusterName, fargateProfileName) =>
    eks.send(
      new DeleteFargateProfileCommand({ clusterName, fargateProfileName }),
    ),
  addon: (eks, clusterName, addonName) =>
    eks.send(new DeleteAddonCommand({ clusterName, addonName })),
  podIdentity: (eks, clusterName, associationId) =>
    eks.send(
      new DeletePodIdentityAssociationCommand({ clusterName, associationId }),
    ),
};

/**
 * Starts the removal of a part of a cluster; EKS may take a while.
 *
 * @throws errors of AWS, also while EKS changes another Fargate profile of the cluster
 * @public
 */
export async function removePart(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
  part: PartRemoval['part'];
  /** The id in EKS. */
  id: string;
}): Promise<void> {
  const { clients, clusterName, part, id } = options;
  await REMOVALS[part](clients.eks, clusterName, id);
}

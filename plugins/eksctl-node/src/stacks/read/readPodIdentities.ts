import {
  DescribePodIdentityAssociationCommand,
  paginateListPodIdentityAssociations,
} from '@aws-sdk/client-eks';
import { AwsClients } from '../AwsClients';
import { PodIdentityPart } from '../types';

/** A pod identity association, which may belong to an add-on. */
export type OwnedPodIdentity = PodIdentityPart & {
  arn: string;
  serviceAccount: string;
};

/** The pod identity associations of a cluster, including those of add-ons. */
export async function readPodIdentities(
  { eks }: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<OwnedPodIdentity[]> {
  const found: OwnedPodIdentity[] = [];
  for await (const { associations = [] } of paginateListPodIdentityAssociations(
    { client: eks },
    { clusterName },
  )) {
    for (const { associationId = '', associationArn = '' } of associations) {
      const { association } = await eks.send(
        new DescribePodIdentityAssociationCommand({
          clusterName,
          associationId,
        }),
      );
      const { namespace, serviceAccount = '' } = association ?? {};
      found.push({
        name: `${namespace}/${serviceAccount}`,
        id: associationId,
        arn: associationArn,
        serviceAccount,
        roleArn: association?.roleArn ?? '',
        targetRoleArn: association?.targetRoleArn,
        disableSessionTags: association?.disableSessionTags === true,
        tags: association?.tags ?? {},
      });
    }
  }
  return found;
}

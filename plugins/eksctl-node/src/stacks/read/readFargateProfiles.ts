import {
  DescribeFargateProfileCommand,
  paginateListFargateProfiles,
} from '@aws-sdk/client-eks';
import { AwsClients } from '../AwsClients';
import { FargateProfilePart } from '../types';

/** The Fargate profiles of a cluster. */
export async function readFargateProfiles(
  { eks }: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<FargateProfilePart[]> {
  const found: FargateProfilePart[] = [];
  for await (const { fargateProfileNames = [] } of paginateListFargateProfiles(
    { client: eks },
    { clusterName },
  )) {
    for (const fargateProfileName of fargateProfileNames) {
      const { fargateProfile } = await eks.send(
        new DescribeFargateProfileCommand({ clusterName, fargateProfileName }),
      );
      found.push({
        name: fargateProfileName,
        status: fargateProfile?.status ?? '',
        issues: (fargateProfile?.health?.issues ?? []).map(
          ({ code, message }) => message ?? code ?? '',
        ),
        selectors: (fargateProfile?.selectors ?? []).map(
          ({ namespace = '', labels = {} }) => ({ namespace, labels }),
        ),
        podExecutionRoleArn: fargateProfile?.podExecutionRoleArn ?? '',
        subnets: fargateProfile?.subnets ?? [],
        tags: fargateProfile?.tags ?? {},
      });
    }
  }
  return found;
}

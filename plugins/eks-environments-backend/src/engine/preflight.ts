import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';
import { describeCluster, type Failure } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { EnvironmentRow } from '../database';
import { idInTags } from '../environments/idInTags';
import { ownFailure } from '../failures';

/**
 * What would make the work wrong or dangerous from the start: credentials of another account, or a cluster of that name that is not ours.
 *
 * @returns undefined when all is well
 * @throws errors of AWS, such as for credentials that do not work or a region that is not there
 */
export async function preflight(
  access: AccountAccess,
  environment: EnvironmentRow,
): Promise<Failure | undefined> {
  const { Account } = await access.clients.sts.send(
    new GetCallerIdentityCommand({}),
  );
  if (Account !== access.accountNumber) {
    return ownFailure('wrongAccount', {
      cause: `The credentials for account ${access.account} belong to ${Account}, not to ${access.accountNumber}`,
    });
  }
  const cluster = await describeCluster(
    access.clients,
    environment.cluster_name,
  );
  return cluster && cluster.tags[ENVIRONMENT_ID] !== idInTags(environment)
    ? ownFailure('foreign', {
        cause: `The cluster ${cluster.name} does not carry our tag`,
      })
    : undefined;
}

import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';
import { describeCluster, type Failure } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { EnvironmentRow } from '../database';

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
    return wrongAccount(access, Account);
  }
  const cluster = await describeCluster(
    access.clients,
    environment.cluster_name,
  );
  return cluster && cluster.tags[ENVIRONMENT_ID] !== environment.id
    ? foreign(`The cluster ${cluster.name} does not carry our tag`)
    : undefined;
}

function wrongAccount(
  { account, accountNumber }: AccountAccess,
  actual: string | undefined,
): Failure {
  return {
    class: 'permission',
    cause: `The credentials for account ${account} belong to ${actual}, not to ${accountNumber}`,
    developerMessage: 'The portal is not set up right for this AWS account.',
    operatorMessage:
      'The credentials belong to another account than eksEnvironments.accounts says; nothing was touched.',
    remedy: 'The platform team must correct the credentials or the account.',
    retry: 'never',
  };
}

/** Something of that name exists and is not ours. */
export function foreign(cause: string): Failure {
  return {
    class: 'conflict',
    cause,
    developerMessage: 'Something of this name exists in AWS already.',
    operatorMessage:
      'It does not carry the tag of this environment, so it was not touched.',
    remedy: 'Choose another name, or remove what is there.',
    retry: 'never',
  };
}

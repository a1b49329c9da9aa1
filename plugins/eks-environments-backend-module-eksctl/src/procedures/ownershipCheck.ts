import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';
import type { OperationEnvironment } from 'backstage-plugin-eks-environments-node';
import { describeCluster, type Failure } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { eksctlFailure } from '../failures/eksctlFailures';

/**
 * What an operation needs of the cluster.
 *
 * - `any`: it may exist or not
 * - `existing`: there is nothing to do without it
 */
export type ExpectedCluster = 'any' | 'existing';

/**
 * Detects what would make an operation wrong or dangerous from the start: credentials of another account, or a cluster of that name that
 * belongs to somebody else, or that is gone although it is expected.
 *
 * @returns undefined if there is no problem
 * @throws errors of AWS, such as for invalid credentials or a region that does not exist
 */
export async function preflight(
  access: AccountAccess,
  environment: OperationEnvironment,
  expected: ExpectedCluster,
): Promise<Failure | undefined> {
  const { Account } = await access.clients.sts.send(
    new GetCallerIdentityCommand({}),
  );
  if (Account !== access.accountNumber) {
    return eksctlFailure('wrongAccount', {
      cause: `The credentials for account ${access.account} belong to ${Account}, not to ${access.accountNumber}`,
    });
  }
  const cluster = await describeCluster(
    access.clients,
    environment.resourceRef,
  );
  if (!cluster) {
    return expected === 'existing'
      ? eksctlFailure('clusterMissing', {
          cause: `EKS has no cluster ${environment.resourceRef}`,
        })
      : undefined;
  }
  return cluster.tags[ENVIRONMENT_ID] === environment.tagId
    ? undefined
    : eksctlFailure('foreign', {
        cause: `The cluster ${cluster.name} does not carry our tag`,
      });
}

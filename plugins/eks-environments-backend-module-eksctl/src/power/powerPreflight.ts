import type { OperationEnvironment } from 'backstage-plugin-eks-environments-node';
import { describeCluster, type Failure } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { eksctlFailure } from '../failures/eksctlFailures';
import { preflight } from '../procedures/ownershipCheck';

/**
 * Detects what would make a change of an existing cluster wrong from the start.
 *
 * @returns undefined if there is no problem
 * @throws errors of AWS
 */
export async function powerPreflight(
  access: AccountAccess,
  environment: OperationEnvironment,
): Promise<Failure | undefined> {
  const objection = await preflight(access, environment);
  if (objection) {
    return objection;
  }
  const cluster = await describeCluster(
    access.clients,
    environment.resourceRef,
  );
  return cluster
    ? undefined
    : eksctlFailure('clusterMissing', {
        cause: `EKS has no cluster ${environment.resourceRef}`,
      });
}

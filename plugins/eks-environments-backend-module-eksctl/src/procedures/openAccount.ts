import type { OperationContext } from 'backstage-plugin-eks-environments-node';
import type { Failure } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { type ExpectedCluster, preflight } from './ownershipCheck';
import type { ProcedureOptions } from './ProcedureOptions';

/**
 * The first phase of every procedure: opens the account of the environment, and checks what would make the operation wrong from the start.
 *
 * @throws errors of AWS
 */
export async function openAccount(
  { environment, journal }: OperationContext<any>,
  { accounts }: Pick<ProcedureOptions, 'accounts'>,
  expected: ExpectedCluster,
): Promise<{ access: AccountAccess; objection: Failure | undefined }> {
  const access = await accounts.access(environment.account, environment.region);
  journal.progress('preflight', 0);
  return {
    access,
    objection: await preflight(access, environment, expected),
  };
}

import type {
  ProvisionerBlueprint,
  ProvisionerBlueprintProblem,
} from 'backstage-plugin-eks-environments-node';
import type { AwsAccountConfig } from '../accounts';

/** The accounts of a blueprint that are configured, but not as AWS accounts. */
export function findAccountProblems(
  blueprint: Pick<ProvisionerBlueprint, 'accounts'>,
  accounts: readonly AwsAccountConfig[],
): ProvisionerBlueprintProblem[] {
  return accounts
    .filter(
      ({ id, accountNumber }) =>
        accountNumber === undefined && blueprint.accounts.includes(id),
    )
    .map(({ id }) => ({
      path: 'spec.accounts',
      message: `must not contain ${id}, which has no accountNumber in eksEnvironments.accounts and so is no AWS account`,
    }));
}

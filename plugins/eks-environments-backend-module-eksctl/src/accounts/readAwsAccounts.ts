import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type AccountConfig,
  readAccounts,
} from 'backstage-plugin-eks-environments-node';

/** An account, with what applies to clusters in it. Accounts without a number belong to other provisioners. */
export interface AwsAccountConfig extends AccountConfig {
  /** A role to assume. */
  roleArn?: string;
  /** Whether clusters may have EKS's extended support, which costs six times as much. */
  allowExtendedSupport?: boolean;
  /** Whether the portal reaches private endpoints of clusters in this account. */
  privateEndpointReachable?: boolean;
}

/**
 * Reads `eksEnvironments.accounts` with the keys that are about AWS.
 *
 * @throws InputError naming the key that is wrong
 */
export function readAwsAccounts(config: Config): AwsAccountConfig[] {
  const accounts =
    config.getOptionalConfigArray('eksEnvironments.accounts') ?? [];
  const read = readAccounts(config).map((account, index) => {
    const own = accounts[index];
    return {
      ...account,
      roleArn: own.getOptionalString('roleArn'),
      allowExtendedSupport: readRule(config, own, 'allowExtendedSupport'),
      privateEndpointReachable: readRule(
        config,
        own,
        'privateEndpointReachable',
      ),
    };
  });
  assertPlacesDiffer(read);
  return read;
}

/** What an account says itself, or what holds for all of them; false where neither says anything. */
function readRule(
  config: Config,
  account: Config,
  key: 'allowExtendedSupport' | 'privateEndpointReachable',
): boolean {
  return (
    account.getOptionalBoolean(key) ??
    config.getOptionalBoolean(`eksEnvironments.${key}`) ??
    false
  );
}

/** Of two entries for one region of an AWS account, each would take the clusters of the other for clusters without a record. */
function assertPlacesDiffer(accounts: AwsAccountConfig[]): void {
  const entries = new Map<string, number>();
  for (const [index, { accountNumber, regions }] of accounts.entries()) {
    for (const region of accountNumber === undefined ? [] : regions) {
      const place = `${accountNumber} ${region}`;
      const earlier = entries.get(place);
      if (earlier !== undefined) {
        throw new InputError(
          `eksEnvironments.accounts[${index}].regions must not name ${region} again: accounts[${earlier}] has it for ${accountNumber}, and a region of an AWS account has one entry`,
        );
      }
      entries.set(place, index);
    }
  }
}

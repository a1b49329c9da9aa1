import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * An AWS account in which environments may be created.
 *
 * @public
 */
export interface AccountConfig {
  /** The name that blueprints and people use. */
  id: string;
  /** Twelve digits. */
  accountNumber: string;
  regions: string[];
  roleArn?: string;
  /** Whether clusters may have EKS's extended support, which costs six times as much. */
  allowExtendedSupport?: boolean;
  /** Whether the portal reaches private endpoints of clusters in this account. */
  privateEndpointReachable?: boolean;
}

/**
 * Reads `eksEnvironments.accounts`.
 *
 * @throws InputError naming the key that is wrong
 * @public
 */
export function readAccounts(config: Config): AccountConfig[] {
  const accounts =
    config.getOptionalConfigArray('eksEnvironments.accounts') ?? [];
  const read = accounts.map((account, index) => {
    const key = `eksEnvironments.accounts[${index}]`;
    const accountNumber = account.getString('accountNumber');
    if (!/^\d{12}$/.test(accountNumber)) {
      throw new InputError(
        `${key}.accountNumber must be twelve digits in quotes, not "${accountNumber}"`,
      );
    }
    const regions = account.getStringArray('regions');
    if (regions.length === 0) {
      throw new InputError(`${key}.regions must name at least one region`);
    }
    return {
      id: account.getString('id'),
      accountNumber,
      regions,
      roleArn: account.getOptionalString('roleArn'),
      allowExtendedSupport: readRule(config, account, 'allowExtendedSupport'),
      privateEndpointReachable: readRule(
        config,
        account,
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
function assertPlacesDiffer(accounts: AccountConfig[]): void {
  const entries = new Map<string, number>();
  for (const [index, { accountNumber, regions }] of accounts.entries()) {
    for (const region of regions) {
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

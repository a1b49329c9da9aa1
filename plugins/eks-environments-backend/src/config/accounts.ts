import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** An AWS account in which clusters may be made. */
export interface AccountConfig {
  /** The name that blueprints and people use. */
  id: string;
  /** Twelve digits. */
  accountNumber: string;
  regions: string[];
  roleArn?: string;
}

/** @throws InputError naming the key that is wrong */
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
    };
  });
  assertPlacesDiffer(read);
  return read;
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

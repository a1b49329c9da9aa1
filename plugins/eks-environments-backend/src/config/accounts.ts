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
  return accounts.map((account, index) => {
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
}

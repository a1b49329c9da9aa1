import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * A place in which environments may be created: an AWS account, or whatever a provisioner takes for one, such as a shared cluster.
 *
 * @public
 */
export interface AccountConfig {
  /** The name that blueprints and people use. */
  id: string;
  regions: string[];
  /** Twelve digits. Omitted: it is no AWS account. */
  accountNumber?: string;
}

/**
 * Reads `eksEnvironments.accounts`. Provisioners read keys of their own beside these.
 *
 * @throws InputError naming the key that is wrong
 * @public
 */
export function readAccounts(config: Config): AccountConfig[] {
  const accounts =
    config.getOptionalConfigArray('eksEnvironments.accounts') ?? [];
  const read = accounts.map((account, index) =>
    readAccount(account, `eksEnvironments.accounts[${index}]`),
  );
  assertIdsDiffer(read);
  return read;
}

function readAccount(account: Config, key: string): AccountConfig {
  const accountNumber = account.getOptionalString('accountNumber');
  if (accountNumber !== undefined && !/^\d{12}$/.test(accountNumber)) {
    throw new InputError(
      `${key}.accountNumber must be twelve digits in quotes, not "${accountNumber}"`,
    );
  }
  const regions = account.getStringArray('regions');
  if (regions.length === 0) {
    throw new InputError(`${key}.regions must name at least one region`);
  }
  return { id: account.getString('id'), regions, accountNumber };
}

function assertIdsDiffer(accounts: AccountConfig[]): void {
  const entries = new Map<string, number>();
  for (const [index, { id }] of accounts.entries()) {
    const earlier = entries.get(id);
    if (earlier !== undefined) {
      throw new InputError(
        `eksEnvironments.accounts[${index}].id must not be ${id} again: accounts[${earlier}] has this id`,
      );
    }
    entries.set(id, index);
  }
}

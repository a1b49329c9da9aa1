import { AwsRegionFacts, type RegionFacts } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import type { AccountAccess, AccountDirectory } from '../accounts';
import type { Clock } from 'backstage-plugin-eks-environments-node';
import { CachedRegionFacts } from './CachedRegionFacts';

const KEPT_FOR = Duration.fromObject({ minutes: 1 });

/** The facts about each region of each account; all callers share the answers. */
export class RegionFactsDirectory {
  readonly #accounts: AccountDirectory;
  readonly #clock: Clock;
  readonly #factsOf: (access: AccountAccess) => RegionFacts;
  readonly #regions = new Map<string, CachedRegionFacts>();

  constructor(options: {
    accounts: AccountDirectory;
    clock: Clock;
    /** Omitted: AWS itself. */
    factsOf?: (access: AccountAccess) => RegionFacts;
  }) {
    this.#accounts = options.accounts;
    this.#clock = options.clock;
    this.#factsOf =
      options.factsOf ?? (({ clients }) => new AwsRegionFacts(clients));
  }

  /** Rejects if there are no credentials for the account. */
  async find(
    account: string,
    region: string,
  ): Promise<{ facts: RegionFacts; accountNumber: string }> {
    const access = await this.#accounts.access(account, region);
    const key = `${account}/${region}`;
    const facts =
      this.#regions.get(key) ??
      new CachedRegionFacts(this.#factsOf(access), {
        clock: this.#clock,
        keptFor: KEPT_FOR,
      });
    this.#regions.set(key, facts);
    return { facts, accountNumber: access.accountNumber };
  }
}

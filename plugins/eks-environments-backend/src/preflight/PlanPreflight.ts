import {
  AwsRegionFacts,
  checkPreflight,
  needsOf,
  type PreflightCheck,
  type RegionFacts,
} from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { parse } from 'yaml';
import type { AccountAccess, AccountDirectory } from '../accounts';
import type { Clock, EnvironmentRow } from '../database';
import { sweepTargetOf } from '../environments/sweepTarget';
import { CachedRegionFacts } from './CachedRegionFacts';

const KEPT_FOR = Duration.fromObject({ minutes: 1 });

/** Looks in AWS whether what is planned could be built now. */
export class PlanPreflight {
  readonly #accounts: AccountDirectory;
  readonly #clock: Clock;
  readonly #timeout: Duration;
  readonly #installation: string;
  readonly #factsOf: (access: AccountAccess) => RegionFacts;
  readonly #regions = new Map<string, CachedRegionFacts>();

  constructor(options: {
    accounts: AccountDirectory;
    clock: Clock;
    /** How long a plan waits for AWS. */
    timeout: Duration;
    /** Which portal this is, in the tags. */
    installation: string;
    /** Left out: AWS itself. */
    factsOf?: (access: AccountAccess) => RegionFacts;
  }) {
    this.#accounts = options.accounts;
    this.#clock = options.clock;
    this.#timeout = options.timeout;
    this.#installation = options.installation;
    this.#factsOf =
      options.factsOf ?? (({ clients }) => new AwsRegionFacts(clients));
  }

  /** Never rejects, and answers in time: what AWS does not tell is said to be unknown. Late answers are there for the next plan. */
  async look(planned: {
    account: string;
    region: string;
    clusterName: string;
    /** YAML. */
    config: string;
    /** The failed environment that other values are asked for. */
    replanned?: EnvironmentRow;
  }): Promise<PreflightCheck[]> {
    const { account, region, clusterName, config, replanned } = planned;
    try {
      const access = await this.#accounts.access(account, region);
      return await checkPreflight(this.#region(access), {
        needs: needsOf(parse(config)),
        region,
        accountNumber: access.accountNumber,
        clusterName,
        own: replanned && sweepTargetOf(replanned, this.#installation),
        signal: AbortSignal.timeout(this.#timeout.toMillis()),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        {
          check: 'credentials',
          outcome: 'warning',
          message: `The portal has no credentials for ${account}: ${reason}`,
          remedy: 'The platform team must correct the credentials.',
        },
      ];
    }
  }

  #region(access: AccountAccess): CachedRegionFacts {
    const key = `${access.account}/${access.region}`;
    const known = this.#regions.get(key);
    const facts =
      known ??
      new CachedRegionFacts(this.#factsOf(access), {
        clock: this.#clock,
        keptFor: KEPT_FOR,
      });
    this.#regions.set(key, facts);
    return facts;
  }
}

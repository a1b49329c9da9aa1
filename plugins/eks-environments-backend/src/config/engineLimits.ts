import type { Config } from '@backstage/config';
import type { OperationLane } from 'backstage-plugin-eks-environments-common';
import { readCount, readOptionalCount } from './counts';

/** How many operations of one lane may run at once in all replicas together. */
export interface LaneLimits {
  /** Omitted: only the limits of the replicas apply. */
  total?: number;
  /** In one region of one account. Omitted: no limit. */
  perRegion?: number;
  /** In one region of an account that has a limit of its own, by the account's id. */
  perRegionOf: Record<string, number>;
}

/** The concurrency limits for all replicas together. Each applies separately to each lane, so that no lane delays another. */
export interface SharedLimits extends LaneLimits {
  /** Overrides the limits for the lane `change`. */
  change?: Omit<LaneLimits, 'perRegionOf'>;
}

/** How many operations may run at once. */
export interface EngineLimits extends SharedLimits {
  /** Of each lane, in one replica. */
  concurrency: number;
}

/** The limits of one lane. */
export function limitsOf(
  { change, ...limits }: SharedLimits,
  lane: OperationLane,
): LaneLimits {
  return lane === 'change' ? { ...limits, ...change } : limits;
}

/** @throws InputError naming the key that is wrong */
export function readEngineLimits(config: Config): EngineLimits {
  const root = 'eksEnvironments.engine';
  const accounts =
    config.getOptionalConfigArray('eksEnvironments.accounts') ?? [];
  const own = accounts.flatMap((account, index) => {
    const limit = readOptionalCount(
      account,
      'limits.perRegion',
      `eksEnvironments.accounts[${index}].limits.perRegion`,
    );
    return limit === undefined ? [] : [[account.getString('id'), limit]];
  });
  return {
    concurrency: readCount(config, `${root}.concurrency`, 4),
    ...readShared(config, `${root}.limits`),
    change: readShared(config, `${root}.limits.change`),
    perRegionOf: Object.fromEntries(own),
  };
}

/** Only what is configured, so that it overrides nothing else. */
function readShared(config: Config, root: string): SharedLimits['change'] {
  const total = readOptionalCount(config, `${root}.total`);
  const perRegion = readOptionalCount(config, `${root}.perRegion`);
  return {
    ...(total === undefined ? {} : { total }),
    ...(perRegion === undefined ? {} : { perRegion }),
  };
}

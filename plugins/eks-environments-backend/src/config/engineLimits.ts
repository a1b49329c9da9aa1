import type { Config } from '@backstage/config';
import { readCount, readOptionalCount } from './counts';

/**
 * How many operations may run at once. Each number holds for creations and for deletions apart, so that neither keeps the other
 * waiting.
 */
export interface EngineLimits {
  /** In one replica. */
  concurrency: number;
  /** In all replicas; left out, as many as they take. */
  total?: number;
  /** In one region of one account; left out, as many as there are. */
  perRegion?: number;
  /** In one region of an account that has a limit of its own, by the account's id. */
  perRegionOf: Record<string, number>;
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
    total: readOptionalCount(config, `${root}.limits.total`),
    perRegion: readOptionalCount(config, `${root}.limits.perRegion`),
    perRegionOf: Object.fromEntries(own),
  };
}

import { toError } from '@backstage/errors';
import type { ResourceIdentity } from 'backstage-plugin-eks-environments-node';
import {
  checkPreflight,
  needsOf,
  parseWrittenConfig,
  type PreflightCheck,
} from 'backstage-plugin-eksctl-node';
import type { Duration } from 'luxon';
import { sweepTargetOf } from '../procedures/sweepTarget';
import type { RegionFactsDirectory } from './RegionFactsDirectory';

/** Checks against AWS whether what is planned could be created now. */
export class PlanPreflight {
  readonly #facts: RegionFactsDirectory;
  readonly #timeout: Duration;

  constructor(options: {
    facts: RegionFactsDirectory;
    /** How long a plan waits for AWS. */
    timeout: Duration;
  }) {
    this.#facts = options.facts;
    this.#timeout = options.timeout;
  }

  /** Never rejects, and answers in time: what AWS does not answer is reported as unknown. Late answers are cached for the next plan. */
  async check(planned: {
    account: string;
    region: string;
    clusterName: string;
    /** YAML. */
    config: string;
    /** The failed environment that is revised. */
    revises?: ResourceIdentity;
  }): Promise<PreflightCheck[]> {
    const { account, region, clusterName, config, revises } = planned;
    try {
      const { facts, accountNumber } = await this.#facts.find(account, region);
      return await checkPreflight(facts, {
        needs: needsOf(parseWrittenConfig(config)),
        region,
        accountNumber,
        clusterName,
        own: revises && sweepTargetOf(revises),
        signal: AbortSignal.timeout(this.#timeout.toMillis()),
      });
    } catch (error) {
      const reason = toError(error).message;
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
}

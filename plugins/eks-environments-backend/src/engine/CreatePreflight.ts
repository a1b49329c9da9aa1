import {
  AwsRegionFacts,
  checkPreflight,
  type Failure,
  failureOfPreflight,
  needsOf,
} from 'backstage-plugin-eksctl-node';
import { parse } from 'yaml';
import type { AccountAccess } from '../accounts';
import type { CircuitBreakers } from '../breakers';
import type { Work } from './types';

const AT_MOST_MS = 30_000;

/**
 * The last look at an account before eksctl is started for a cluster of which nothing stands.
 *
 * @remarks
 *
 * The same look as the one that the plan shows, at what there is now: a quota that was filled since the approval costs seconds here, and
 * a quarter of an hour and a roll-back later on. What can't be checked keeps nobody waiting.
 */
export class CreatePreflight {
  readonly #breakers: CircuitBreakers;

  constructor(options: { breakers: CircuitBreakers }) {
    this.#breakers = options.breakers;
  }

  /** @returns why the create should not begin */
  async look(
    { operation, environment, journal, signal }: Work,
    { clients, region, accountNumber }: AccountAccess,
  ): Promise<Failure | undefined> {
    const checks = await checkPreflight(new AwsRegionFacts(clients), {
      needs: needsOf(parse(environment.config)),
      region,
      accountNumber,
      clusterName: environment.cluster_name,
      signal: AbortSignal.any([signal, AbortSignal.timeout(AT_MOST_MS)]),
    });
    signal.throwIfAborted();
    for (const { message, outcome, limit } of checks) {
      if (outcome !== 'passed' || limit !== undefined) {
        journal.say(message, outcome === 'passed' ? 'info' : 'warning');
      }
    }
    const objection = failureOfPreflight(checks);
    if (!objection) {
      await this.#breakers.foundWell(operation, {
        quotasWereRead: !checks.some(({ outcome }) => outcome === 'unknown'),
      });
    }
    return objection;
  }
}

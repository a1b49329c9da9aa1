import { toError } from '@backstage/errors';
import { setTimeout } from 'node:timers/promises';
import type { RegionFacts } from 'backstage-plugin-eksctl-node';
import type { Duration } from 'luxon';
import type {
  RegionAnswer,
  RegionAnswers,
  RegionLookup,
  RegionQuestions,
  SymbolicVersion,
} from './regionAnswers';
import type { RegionFactsDirectory } from './RegionFactsDirectory';

/** Looks up what a config leaves to AWS. */
export class AwsRegionLookup implements RegionLookup {
  readonly #facts: RegionFactsDirectory;
  readonly #timeout: Duration;

  constructor(options: {
    facts: RegionFactsDirectory;
    /** How long a plan waits for AWS. Late answers are cached for the next plan. */
    timeout: Duration;
  }) {
    this.#facts = options.facts;
    this.#timeout = options.timeout;
  }

  async answer(
    place: { account: string; region: string },
    { version, portalPrincipal }: RegionQuestions,
  ): Promise<RegionAnswers> {
    const ask = (question: (facts: RegionFacts) => Promise<string>) =>
      this.#ask(place, question);
    const [versionAnswer, principalAnswer] = await Promise.all([
      version && ask(facts => resolveVersion(facts, version)),
      portalPrincipal ? ask(facts => facts.callerPrincipal()) : undefined,
    ]);
    return { version: versionAnswer, portalPrincipal: principalAnswer };
  }

  async #ask(
    { account, region }: { account: string; region: string },
    question: (facts: RegionFacts) => Promise<string>,
  ): Promise<RegionAnswer> {
    const deadline = new AbortController();
    try {
      return await Promise.race([
        this.#facts
          .find(account, region)
          .then(({ facts }) => question(facts))
          .then((value): RegionAnswer => ({ kind: 'known', value })),
        setTimeout<RegionAnswer>(
          this.#timeout.toMillis(),
          {
            kind: 'unknown',
            reason: `AWS did not answer within ${this.#timeout
              .rescale()
              .toHuman()}`,
          },
          { signal: deadline.signal, ref: false },
        ),
      ]);
    } catch (error) {
      return {
        kind: 'unknown',
        reason: toError(error).message,
      };
    } finally {
      deadline.abort();
    }
  }
}

/** `auto` is the default version of EKS itself, which may differ from the one that is built into eksctl. */
async function resolveVersion(
  facts: RegionFacts,
  version: SymbolicVersion,
): Promise<string> {
  const resolved =
    version === 'latest'
      ? (await facts.kubernetesVersions())[0]
      : await facts.defaultKubernetesVersion();
  if (resolved === undefined) {
    throw new Error('EKS names none');
  }
  return resolved;
}

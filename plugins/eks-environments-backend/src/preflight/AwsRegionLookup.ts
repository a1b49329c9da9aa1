import type { RegionFacts } from 'backstage-plugin-eksctl-node';
import type {
  RegionAnswer,
  RegionAnswers,
  RegionLookup,
  RegionQuestions,
  SymbolicVersion,
} from '../requests/regionAnswers';
import type { RegionFactsDirectory } from './RegionFactsDirectory';

/** Answers what a config leaves to AWS. */
export class AwsRegionLookup implements RegionLookup {
  readonly #facts: RegionFactsDirectory;

  constructor(options: { facts: RegionFactsDirectory }) {
    this.#facts = options.facts;
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
    try {
      const { facts } = await this.#facts.find(account, region);
      return { kind: 'known', value: await question(facts) };
    } catch (error) {
      return {
        kind: 'unknown',
        reason: error instanceof Error ? error.message : String(error),
      };
    }
  }
}

/** `auto` is what EKS itself takes by default, which eksctl has built in and may have another idea of. */
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

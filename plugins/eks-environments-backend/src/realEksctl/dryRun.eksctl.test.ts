import type { JsonObject } from '@backstage/types';
import {
  type EksctlConfig,
  recordedVerdicts,
  refusalOf,
} from 'aws-simulator/testing';
import {
  dryRunArgs,
  type EksctlLine,
  type LocalEksctlRunner,
} from 'backstage-plugin-eksctl-node';
import { eksctlExecutables } from '../__testUtils__/eksctlExecutables';
import { EksctlStage } from '../__testUtils__/EksctlStage';
import { localRunner } from '../__testUtils__/engineFixture';
import {
  type DryRunVerdict,
  everyPair,
  finished,
  judgeDryRun,
  plainSentence,
} from '../__testUtils__/eksctlModule';

/*
 * What eksctl says of configs, by the runner and the judgement of the product: of those that it refuses, and of those that the product
 * writes defaults into. The stand-in answers for itself in its own tests; here it is asked as a process a few times, and the real one always.
 */

const AT_ONCE = 4;

/** The stand-in takes half a second for a config, so it is asked about one of as many. */
const ONE_OF = 20;

for (const executable of eksctlExecutables()) {
  executable.describe(`the dry run of ${executable.name}`, () => {
    let stage: EksctlStage;
    let runner: LocalEksctlRunner;

    jest.setTimeout(executable.patience);

    beforeAll(async () => {
      stage = await EksctlStage.start(executable);
      runner = localRunner(stage.harness.aws);
    });

    afterAll(() => stage.close());

    async function verdictOf(config: object): Promise<DryRunVerdict> {
      const run = await runner.start({
        subject: 'plan',
        operation: 'dry-run',
        args: dryRunArgs(),
        configYaml: JSON.stringify(config),
        region: 'eu-west-1',
        credentials: async () => stage.harness.aws.credentials,
      });
      const lines: EksctlLine[] = [];
      const exit = await run.follow(line => lines.push(line));
      return judgeDryRun(exit, lines);
    }

    /** The verdicts that are not the expected ones. */
    async function surprises(
      cases: Array<{ name: string; config: object; refusal?: string }>,
    ): Promise<string[]> {
      const found: string[] = [];
      const left = cases.filter(
        (_, index) => executable.path !== undefined || index % ONE_OF === 0,
      );
      const work = async () => {
        for (let next = left.pop(); next; next = left.pop()) {
          const { name, config, refusal } = next;
          const verdict = await verdictOf(config);
          const sentence =
            verdict.kind === 'refused' ? verdict.sentence : verdict.kind;
          const expected =
            refusal === undefined ? 'accepted' : plainSentence(refusal);
          if (sentence !== expected) {
            found.push(`${name}: ${sentence}, not ${expected}`);
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return found;
    }

    it('refuses what was recorded, with the same sentence', async () => {
      expect(await surprises(recordedVerdicts)).toEqual([]);
    });

    it('accepts each shape with our defaults that it accepts without them', async () => {
      const cases = everyPair().flatMap(({ name, config }) => {
        const [bare, whole] = [config, finished(config) as JsonObject].map(
          checked => ({
            name,
            config: checked,
            refusal: refusalOf(checked as unknown as EksctlConfig),
          }),
        );
        // eksctl crashes over an empty NAT, which is why we write one.
        return name.includes('NAT without a mode') ? [whole] : [bare, whole];
      });
      expect(await surprises(cases)).toEqual([]);
    });
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import {
  dryRunArgs,
  finishClusterConfig,
  normalizeClusterConfig,
  serializeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { parse } from 'yaml';
import { eksctlExecutables } from '../__testUtils__/eksctlExecutables';
import { SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { localRunner } from '../__testUtils__/engineFixture';

/*
 * What eksctl prints in a dry run is a raw config, and the config that the portal makes of it makes the same cluster: eksctl prints the same
 * for it again.
 */

const directory = join(
  __dirname,
  '../../../eksctl-node/src/__fixtures__/dryRuns',
);
const shapes = readdirSync(directory).map(file => file.replace('.yaml', ''));
const place = { clusterName: 'demo-0a1b2c3d', region: 'eu-west-1' };
const options = { ...place, allowedPaths: ['**'] };

function finished(printed: JsonObject): JsonObject {
  return finishClusterConfig(normalizeClusterConfig(printed, options), {
    ...place,
    tags: {},
    accessEntries: [],
  }) as JsonObject;
}

for (const executable of eksctlExecutables().filter(
  ({ path }) => path !== undefined,
)) {
  executable.describe(`dry runs of ${executable.name}`, () => {
    let harness: SimulatorHarness;

    jest.setTimeout(executable.patience);

    beforeAll(async () => {
      harness = await SimulatorHarness.start(executable.speed, executable.path);
    });
    afterAll(() => harness.close());

    async function dryRun(config: JsonObject): Promise<JsonObject> {
      const run = await localRunner(harness.aws).start({
        subject: 'test',
        operation: 'test',
        args: dryRunArgs(),
        configYaml: serializeClusterConfig(config),
        region: place.region,
        credentials: async () => harness.aws.credentials,
      });
      const lines: string[] = [];
      const exit = await run.follow(({ text }) => lines.push(text));
      expect({ exit, lines }).toMatchObject({ exit: { kind: 'success' } });
      return parse(lines.join('\n'));
    }

    it.each(shapes)('are raw configs of the same cluster: %s', async shape => {
      const printed: JsonObject = parse(
        readFileSync(join(directory, `${shape}.yaml`), 'utf8'),
      );
      const first = await dryRun(finished(printed));
      const { addons = [], metadata: _, ...rest } = printed;
      const own = JSON.parse(
        JSON.stringify(rest).replaceAll(
          '"alpha.eksctl.io/cluster-name":"demo"',
          `"alpha.eksctl.io/cluster-name":"${place.clusterName}"`,
        ),
      );
      expect(first).toMatchObject(own);
      expect(first.addons ?? []).toEqual(
        expect.arrayContaining(addons as JsonObject[]),
      );
      expect(await dryRun(finished(first))).toEqual(first);
    });
  });
}

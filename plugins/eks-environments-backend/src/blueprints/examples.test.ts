import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBlueprint } from '../requests/checkBlueprint';
import { buildWithDefaults } from '../__testUtils__/eksctlModule';
import { planningProvisioner } from '../__testUtils__/planningProvisioner';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { parseBlueprints } from './parseBlueprints';

const folder = join(__dirname, '../../../../examples/blueprints');

async function load(name: string) {
  const source = join(folder, `${name}.yaml`);
  const text = await readFile(source, 'utf8');
  return parseBlueprints({ source, text });
}

const check = checkBlueprint(testProvisioners([planningProvisioner()]));

describe('the example blueprints', () => {
  it.each(['sandbox', 'team-cluster', 'short-lease', 'raw-cluster-config'])(
    '%s is valid and makes a config that may be built',
    async name => {
      const { blueprints, problems } = await load(name);

      expect(problems).toEqual([]);
      expect(blueprints.map(({ definition }) => definition.name)).toEqual([
        name,
      ]);
      expect(await check(blueprints[0].definition)).toEqual([]);
    },
  );

  it('gives a team cluster the size that its defaults say', async () => {
    const { blueprints } = await load('team-cluster');

    const built = await buildWithDefaults(blueprints[0].definition);

    expect(built).toMatchObject({
      kind: 'config',
      shape: { nodes: { min: 2, desired: 2, max: 4 }, natGateways: 1 },
    });
  });
});

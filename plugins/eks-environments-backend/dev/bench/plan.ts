import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSimulator } from 'aws-simulator/testing';
import { parseBlueprints } from '../../src/blueprints/parseBlueprints';
import { buildWithDefaults } from '../../src/__testUtils__/eksctlModule';
import { type Comparison, medianMs } from './measure';

/*
 * The config of a plan, rendered and checked here, or handed to `eksctl create cluster --dry-run`: that of EKSCTL, or the local stand-in,
 * whose AWS answers at once.
 */

const run = promisify(execFile);
const blueprint = join(
  __dirname,
  '../../../../examples/blueprints/team-cluster.yaml',
);

/** The config that the example blueprint makes with its defaults. */
export async function exampleConfig(): Promise<() => Promise<string>> {
  const text = await readFile(blueprint, 'utf8');
  const { blueprints } = await parseBlueprints({ source: blueprint, text });
  return async () => {
    const built = await buildWithDefaults(blueprints[0].definition);
    if (built?.kind !== 'config') {
      throw new Error(`${blueprint} makes no config with its defaults`);
    }
    return built.yaml;
  };
}

export async function comparePlan(): Promise<Comparison[]> {
  const build = await exampleConfig();
  const simulator = await startSimulator({ port: 0, speed: 100 });
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const file = join(directory, 'cluster.yaml');
    await writeFile(file, await build());
    const eksctl = process.env.EKSCTL ?? simulator.eksctlPath;
    const { accessKeyId, secretAccessKey } = simulator.credentials;
    const ours = await medianMs(20, build);
    const theirs = await medianMs(5, () =>
      run(eksctl, ['create', 'cluster', '-f', file, '--dry-run'], {
        env: {
          PATH: process.env.PATH,
          HOME: directory,
          AWS_REGION: 'eu-west-1',
          AWS_ENDPOINT_URL: simulator.url,
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      }),
    );
    return [
      {
        what: 'Config of a plan, rendered and checked',
        unit: 'ms',
        ours,
        otherwise: process.env.EKSCTL
          ? 'eksctl --dry-run'
          : 'stand-in of eksctl --dry-run',
        theirs,
      },
    ];
  } finally {
    await simulator.close();
    await rm(directory, { recursive: true, force: true });
  }
}

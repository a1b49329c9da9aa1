import { monitorEventLoopDelay } from 'node:perf_hooks';
import { JsonObject } from '@backstage/types';
import { completeValues, onBehalfOf } from 'backstage-plugin-safe-text-node';
import {
  prepareClusterConfig,
  renderClusterConfig,
  writeClusterConfig,
} from './clusterConfigWork';

jest.setTimeout(120_000);

/** The longest time that this thread was blocked, in milliseconds. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

/** Milliseconds. The tasks refused here take seconds; a busy machine alone can block a thread for part of a second. */
const LONGEST_BLOCK = 500;

beforeAll(async () => {
  // Start the processes before measuring
  await Promise.all([
    renderClusterConfig({ kind: 'map', config: {} }),
    renderClusterConfig({ kind: 'map', config: {} }),
  ]);
});

describe('bounded work on configs', () => {
  it.each([
    [
      'keys of a flow map',
      () =>
        prepareClusterConfig({
          source: {
            kind: 'yaml',
            text: `{${Array.from({ length: 12_000 }, (_, i) => `k${i}`)}}`,
          },
          checks: {},
        }),
      /more than 10000 values/,
    ],
    [
      'unknown fields',
      () =>
        prepareClusterConfig({
          source: {
            kind: 'yaml',
            text: `{${Array.from({ length: 9_000 }, (_, i) => `k${i}: 1`)}}`,
          },
          checks: {},
        }),
      /k0/,
    ],
    [
      'brackets',
      () => renderClusterConfig({ kind: 'yaml', text: '['.repeat(100_000) }),
      /nested too deeply|within 3 seconds/,
    ],
    [
      'anchors',
      () =>
        renderClusterConfig({
          kind: 'yaml',
          text: [
            'a0: &a0 x',
            ...Array.from(
              { length: 20 },
              (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`,
            ),
          ].join('\n'),
        }),
      /more than 10000 values/,
    ],
  ])('refuses too many %s', async (_, work, message) => {
    let refused: unknown;
    const blocked = await longestBlock(async () => {
      refused = await work();
    });

    expect(refused).toMatchObject({
      kind: 'refused',
      findings: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringMatching(message) }),
      ]),
    });
    expect(
      (refused as { findings: unknown[] }).findings.length,
    ).toBeLessThanOrEqual(50);
    expect(blocked).toBeLessThan(LONGEST_BLOCK);
  });

  it('makes a config in its steps', async () => {
    const prepared = await prepareClusterConfig({
      source: {
        kind: 'template',
        template:
          'managedNodeGroups: [{name: workers, instanceType: t3.small, desiredCapacity: {{nodes}} }]',
        values: { nodes: 2 },
        names: ['nodes'],
      },
      checks: { clusterName: 'demo', region: 'eu-west-1' },
    });
    expect(prepared).toMatchObject({ kind: 'prepared', findings: [] });

    const written = await writeClusterConfig({
      config: (prepared as { config: JsonObject }).config,
      finish: {
        clusterName: 'demo',
        region: 'eu-west-1',
        tags: {},
        accessEntries: [],
      },
    });
    expect(written).toMatchObject({
      kind: 'written',
      yaml: expect.stringContaining('"name": "demo"'),
      shape: { nodes: { desired: 2 } },
    });
  });

  it('shares the processes with other work on text', async () => {
    const asMallory = <T>(work: () => Promise<T>) =>
      onBehalfOf('user:default/mallory', work);
    const values = Array.from({ length: 60 }, () =>
      asMallory(() => completeValues({ type: 'object' }, {})),
    );

    await expect(
      asMallory(() => renderClusterConfig({ kind: 'map', config: {} })),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    await Promise.allSettled(values);
    expect(
      await asMallory(() => renderClusterConfig({ kind: 'map', config: {} })),
    ).toMatchObject({ kind: 'config' });
  });
});

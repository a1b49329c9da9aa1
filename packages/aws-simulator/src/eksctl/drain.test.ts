import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Simulator, startSimulator } from '../server/startSimulator';
import { CONFIGS } from '../testing/likeness';
import { runEksctl } from '../testing/runEksctl';

const DELETE = 'delete cluster --name demo --region eu-west-1 --wait'.split(
  ' ',
);

jest.setTimeout(60_000);

describe('a drain that a disruption budget blocks', () => {
  let simulator: Simulator;
  let folder: string;

  const run = (...args: string[]) => runEksctl(simulator, folder, args);
  const region = () =>
    simulator.state().accounts[simulator.credentials.accountId].regions[
      'eu-west-1'
    ];

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'drain-'));
    simulator = await startSimulator({ port: 0, speed: 2000 });
    await run('create', 'cluster', '-f', path.join(CONFIGS, 'base.yaml'));
    const [cluster] = region().clusters;
    const nodegroup = region().stacks.find(({ name }) =>
      name.includes('-nodegroup-'),
    );
    // Simulates a self-managed one: EKS drains its own
    nodegroup!.tags['alpha.eksctl.io/nodegroup-type'] = 'unmanaged';
    const [instance] = region().instances;
    const nodeName = `ip-${instance.privateIp.replaceAll(
      '.',
      '-',
    )}.eu-west-1.compute.internal`;
    cluster.pods.push(
      { namespace: 'shop', name: 'web-0', nodeName, evictable: false },
      { namespace: 'shop', name: 'web-1', nodeName, evictable: true },
    );
  });

  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps a deletion waiting until its time is up', async () => {
    const { exitCode, stdout, stderr } = await run(...DELETE, '--timeout=5m');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/timed out \(after 5m0s\) waiting for node "ip-/);
    expect(stdout).toContain('1 pods are unevictable from node');
    expect(region().clusters[0].pods).toMatchObject([{ name: 'web-0' }]);
    expect(region().clusters[0].status).toBe('ACTIVE');
  });

  it('is not asked when evictions are disabled', async () => {
    const { exitCode, stdout } = await run(
      ...DELETE,
      '--disable-nodegroup-eviction',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /will drain 1 unmanaged.*[^]*drained all nodes: \[ip-/,
    );
    expect(region().clusters).toEqual([]);
  });
});

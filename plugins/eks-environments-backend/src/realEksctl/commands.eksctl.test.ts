import {
  classifyFailure,
  createClusterArgs,
  deleteClusterArgs,
  dryRunArgs,
  type EksctlExit,
  type EksctlLine,
  type EksctlRun,
  type LocalEksctlRunner,
  scaleNodegroupArgs,
} from 'backstage-plugin-eksctl-node';
import { eksctlExecutables } from '../__testUtils__/eksctlExecutables';
import { EksctlStage } from '../__testUtils__/EksctlStage';
import { localRunner } from '../__testUtils__/engineFixture';
import { until } from '../__testUtils__/until';

/*
 * The commands that the product gives eksctl, by the runner that it gives them with: how they end, what they say and what AWS has afterwards.
 */

function configOf(name: string, instanceType = 'm7i.large'): string {
  return `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1, version: '1.34' }
availabilityZones: [eu-west-1a, eu-west-1b]
autoModeConfig: { enabled: false }
managedNodeGroups:
  - { name: workers, instanceType: ${instanceType}, minSize: 1, desiredCapacity: 2, maxSize: 3 }
`;
}

const success: EksctlExit = { kind: 'success' };
const failed: EksctlExit = { kind: 'failed', exitCode: 1 };

for (const executable of eksctlExecutables()) {
  executable.describe(`the commands of ${executable.name}`, () => {
    let stage: EksctlStage;
    let runner: LocalEksctlRunner;

    jest.setTimeout(executable.patience);

    beforeAll(async () => {
      stage = await EksctlStage.start(executable);
      runner = localRunner(stage.harness.aws);
    });

    afterAll(() => stage.close());

    const start = (args: string[], configYaml?: string): Promise<EksctlRun> =>
      runner.start({
        subject: 'test',
        operation: 'test',
        args,
        configYaml,
        region: 'eu-west-1',
        credentials: async () => stage.harness.aws.credentials,
      });

    async function run(args: string[], configYaml?: string) {
      const lines: EksctlLine[] = [];
      const started = await start(args, configYaml);
      const exit = await started.follow(line => lines.push(line));
      return { exit, lines, texts: lines.map(({ text }) => text.trim()) };
    }

    const stackOf = (name: string) =>
      stage
        .region()
        ?.stacks.find(stack => stack.name === `eksctl-${name}-cluster`);

    it('check a config and create nothing', async () => {
      const dryRun = await run(dryRunArgs(), configOf('dry'));
      expect(dryRun.exit).toEqual(success);
      expect(dryRun.texts).toContain('kind: ClusterConfig');
      expect(dryRun.texts).toContain('volumeType: gp3');
      expect(stackOf('dry')).toBeUndefined();
    });

    it('say what is wrong with a config', async () => {
      const refused = await run(
        dryRunArgs(),
        configOf('dry', 'u-6tb1.56xlarge'),
      );
      expect(refused.exit).toEqual(failed);
      expect(classifyFailure(refused)).toMatchObject({
        class: 'user',
        cause: expect.stringContaining(
          'none of the provided AZs "" support instance type u-6tb1.56xlarge in nodegroup workers',
        ),
      });
    });

    it('leave their stacks alone when they are stopped', async () => {
      const create = await start(createClusterArgs(), configOf('stopped'));
      const ended = create.follow(() => {});
      await until(
        async () => stackOf('stopped')?.status === 'CREATE_IN_PROGRESS',
        'the stack',
        executable.patience,
      );
      await create.stop();
      expect(await ended).toMatchObject({ kind: 'signalled' });
      expect(stackOf('stopped')?.status).toMatch(
        /^CREATE_(IN_PROGRESS|COMPLETE)$/,
      );

      const again = await run(createClusterArgs(), configOf('stopped'));
      expect(again.exit).toEqual(failed);
      expect(classifyFailure(again)).toMatchObject({
        class: 'conflict',
        cause: expect.stringContaining(
          'AlreadyExistsException: Stack [eksctl-stopped-cluster] already exists',
        ),
      });
    });

    it('scale the nodes of a cluster', async () => {
      const created = await run(createClusterArgs(), configOf('scaled'));
      expect(created.exit).toEqual(success);
      const nodes = () =>
        stage
          .region()
          ?.clusters.find(({ name }) => name === 'scaled')
          ?.nodegroups.map(({ scaling, status }) => ({ ...scaling, status }));
      expect(nodes()).toEqual([
        { desiredSize: 2, minSize: 1, maxSize: 3, status: 'ACTIVE' },
      ]);

      const scaled = await run(
        scaleNodegroupArgs({
          cluster: 'scaled',
          region: 'eu-west-1',
          name: 'workers',
          nodes: 4,
          min: 0,
          max: 5,
        }),
      );
      expect(scaled.exit).toEqual(success);
      expect(scaled.texts).toEqual([
        'scaling nodegroup "workers" in cluster scaled',
        'initiated scaling of nodegroup',
        'waiting for scaling of nodegroup "workers" to complete',
        'nodegroup successfully scaled',
      ]);
      expect(nodes()).toEqual([
        { desiredSize: 4, minSize: 0, maxSize: 5, status: 'ACTIVE' },
      ]);
    });

    it('say that there is no such nodegroup or cluster', async () => {
      const unknown = await run(
        scaleNodegroupArgs({
          cluster: 'scaled',
          region: 'eu-west-1',
          name: 'nosuch',
          nodes: 1,
          min: 0,
          max: 1,
        }),
      );
      expect(unknown.exit).toEqual(failed);
      expect(classifyFailure(unknown).cause).toContain(
        'No node group found for name: nosuch.',
      );
      const gone = await run(
        deleteClusterArgs({ name: 'nosuch', region: 'eu-west-1' }),
      );
      expect(gone.exit).toEqual(failed);
      expect(classifyFailure(gone).cause).toContain(
        'No cluster found for name: nosuch.',
      );
    });
  });
}

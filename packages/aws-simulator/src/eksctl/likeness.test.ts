import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FaultInput } from '../world/FaultBook';
import { Simulator, startSimulator } from '../server/startSimulator';
import { runEksctl } from '../testing/runEksctl';

/**
 * The stand-in against recorded runs of the real eksctl. What a run cannot
 * help to be different in is taken out first: times, ids, the account, how
 * often a wait looked, and the order of lines that come from work in parallel.
 */

const FIXTURES = path.join(__dirname, '..', '__fixtures__', 'eksctl');
const CONFIGS = path.join(FIXTURES, 'configs');

const CREATE = [
  'create',
  'cluster',
  '--write-kubeconfig=false',
  '--color=false',
  '-f',
];
const DELETE =
  'delete cluster --name demo --region eu-west-1 --disable-nodegroup-eviction --timeout 60m --color=false'.split(
    ' ',
  );
const DELETE_AND_WAIT = [...DELETE, '--wait'];
const ON_CLUSTER = ['--cluster', 'demo', '--region', 'eu-west-1'];

function recorded(scenario: string, extension: string): string {
  return readFileSync(path.join(FIXTURES, `${scenario}.${extension}`), 'utf8');
}

function normalise(text: string): string {
  const seen = new Set<string>();
  const lines = text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(
      /assumed-role\/Admin\/alice|(?<=arn:aws:)iam(::\d{12}):user\/portal/g,
      'CALLER',
    )
    .replace(/arn:aws:(sts::\d{12}:)?CALLER/g, 'CALLER')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\b\d{12}\b/g, 'ACCOUNT')
    .replace(/accessentry-[A-Z2-7]{32}/g, 'accessentry-HASH')
    .replace(/\b(sg|subnet|vpc|a)-[0-9a-f]{17}\b/g, '$1-ID')
    .replace(/:role\/eksctl-[^"]+/g, ':role/ROLE')
    // Whether the roll-back is over at the first look is a matter of luck.
    .replace(/ROLLBACK_COMPLETE|ROLLBACK_IN_PROGRESS/g, 'ROLLBACK')
    .replace(/\/id\/[0-9A-F]{32}/g, '/id/OIDC')
    .replace(/"Data": "[^"]+"/g, '"Data": "CA"')
    .replace(/ip-[\d-]+\.eu-west-1/g, 'NODE')
    .replace(/127\.0\.0\.1:\d+/g, 'ENDPOINT')
    .replace(/EC2 instance failed.*/g, '')
    .replace(
      /setting availability zones to \[[^\]]*\]/,
      'setting availability zones',
    )
    .split('\n')
    // The fake AWS behind the recordings had no such DaemonSet and no order among deletions.
    .filter(
      line =>
        !line.includes('"aws-node" was not found') &&
        !/AWS::.*DELETE_IN_PROGRESS/.test(line),
    )
    .filter(line => {
      const repeated =
        line.includes('waiting for CloudFormation stack') && seen.has(line);
      seen.add(line);
      return !repeated;
    });
  return lines.join('\n');
}

/**
 * Lines from work in parallel count, but their order does not; nor does the
 * order of what the real one takes from a Go map: zones that it chose, and
 * add-ons that are there by default.
 */
function inOrder(text: string): { ordered: string[]; unordered: string[] } {
  const chosen = text.includes('setting availability zones');
  const defaults = text.includes('default addons');
  const lines = normalise(text)
    .split('\n')
    .map(line =>
      chosen ? line.replace(/(public|private):\S+/g, '$1:CIDR') : line,
    )
    .map(line =>
      line.replace(
        /default addons (.*) were/,
        (_, names: string) => `default addons ${names.split(', ').sort()} were`,
      ),
    );
  const isUnordered = (line: string) =>
    /stack "eksctl-demo-addon-/.test(line) ||
    (chosen && line.includes('subnets for ')) ||
    (defaults && /(creat(ing|ed) addon: |recommended policies)/.test(line));
  return {
    ordered: lines.filter(line => !isUnordered(line)),
    unordered: lines.filter(isUnordered).sort(),
  };
}

/** What two runs have to have in common. */
function likeness(run: {
  stdout: string;
  stderr: string;
  exitCode: number | null;
}) {
  return {
    exitCode: run.exitCode,
    stderr: normalise(run.stderr),
    ...inOrder(run.stdout),
  };
}

function recordedRun(scenario: string): ReturnType<typeof likeness> {
  return likeness({
    stdout: recorded(scenario, 'stdout'),
    stderr: recorded(scenario, 'stderr'),
    exitCode: Number(recorded(scenario, 'exit')),
  });
}

jest.setTimeout(120_000);

describe('likeness to the recorded runs', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
  });

  afterEach(() => simulator.close());

  const run = (args: string[], env?: Record<string, string>) =>
    runEksctl(simulator, CONFIGS, args, { env });
  const fault = (
    effect: FaultInput['effect'],
    match?: FaultInput['match'],
    times?: number,
  ) => simulator.faults.add({ effect, match, times });

  it.each([
    ['21-dryrun-ok', 'base.yaml'],
    ['21-dryrun-dup', 'bad-dup.yaml'],
    ['21-dryrun-field', 'bad-field.yaml'],
    ['21-dryrun-instance', 'bad-instance.yaml'],
    ['21-dryrun-name', 'bad-name.yaml'],
    ['21-dryrun-onezone', 'bad-onezone.yaml'],
    ['21-dryrun-version', 'bad-version.yaml'],
    ['21-dryrun-yaml', 'bad-yaml.yaml'],
    ['21-dryrun-zone', 'bad-zone.yaml'],
  ])('%s', async (scenario, file) => {
    expect(
      likeness(
        await run([
          'create',
          'cluster',
          '-f',
          file,
          '--dry-run',
          '--color=false',
        ]),
      ),
    ).toEqual(recordedRun(scenario));
  });

  it('refuses before any stack is made', async () => {
    expect(likeness(await run([...CREATE, 'bad-dup.yaml']))).toEqual(
      recordedRun('21-create-dup'),
    );
    expect(
      likeness(
        await run([
          'create',
          'cluster',
          '-f',
          'base.yaml',
          '--dry-run',
          '--write-kubeconfig=false',
        ]),
      ),
    ).toEqual(recordedRun('21-dryrun-with-write-kubeconfig'));
    expect(
      likeness(
        await run([
          'delete',
          'cluster',
          '--name',
          'nosuch',
          '--region',
          'eu-west-1',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('23-delete-not-existing'));
    expect(
      likeness(
        await run([
          'get',
          'cluster',
          '--name',
          'nosuch',
          '--region',
          'eu-west-1',
          '-o',
          'json',
        ]),
      ),
    ).toEqual(recordedRun('23c-get-cluster-notfound'));
    expect(
      likeness(
        await run([...CREATE, 'base.yaml'], {
          AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        }),
      ),
    ).toEqual(recordedRun('33-endpoint-down'));
    fault({ kind: 'expired-credentials' }, {}, 1);
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('06-expired-token-at-start'),
    );
    fault(
      { kind: 'access-denied' },
      { service: 'cloudformation', action: 'CreateStack' },
      1,
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('08-access-denied-createstack'),
    );
    expect(
      simulator.state().accounts['111111111111'].regions['eu-west-1'].stacks,
    ).toEqual([]);
  });

  it('creates, looks, scales, creates again and deletes', async () => {
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('01-create-ok'),
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('12-create-again-stack-complete'),
    );
    expect(
      likeness(await run(['create', 'accessentry', '-f', 'base.yaml'])),
    ).toEqual(recordedRun('12b-resume-create-accessentry-again'));
    expect(likeness(await run(['create', 'addon', '-f', 'base.yaml']))).toEqual(
      recordedRun('12c-resume-create-addon-again'),
    );
    expect(
      likeness(await run(['create', 'nodegroup', '-f', 'base.yaml'])),
    ).toEqual(recordedRun('12d-resume-create-nodegroup-again'));
    expect(
      likeness(
        await run(['get', 'cluster', '--region', 'eu-west-1', '-o', 'json']),
      ),
    ).toEqual(recordedRun('18-get-cluster'));
    expect(
      likeness(await run(['get', 'nodegroup', ...ON_CLUSTER, '-o', 'json'])),
    ).toEqual(recordedRun('18c-get-nodegroup'));
    expect(
      likeness(await run(['get', 'addon', ...ON_CLUSTER, '-o', 'json'])),
    ).toEqual(recordedRun('18d-get-addon'));
    const scale = ['scale', 'nodegroup', ...ON_CLUSTER, '--name'];
    expect(
      likeness(
        await run([
          ...scale,
          'mng-1',
          '--nodes',
          '9',
          '--nodes-min',
          '2',
          '--nodes-max',
          '6',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('17d-scale-bad'));
    expect(likeness(await run([...scale, 'nosuch', '--nodes', '1']))).toEqual(
      recordedRun('17e-scale-unknown'),
    );
    expect(
      likeness(
        await run([
          ...scale,
          'mng-1',
          '--nodes',
          '0',
          '--nodes-min',
          '0',
          '--nodes-max',
          '6',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('17-scale-to-0'));
    expect(likeness(await run([...scale, 'mng-1', '--nodes', '4']))).toEqual(
      recordedRun('17c-scale-nowait'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('02-delete-ok'),
    );
  });

  it('rolls a cluster stack back and then cannot delete what is left', async () => {
    fault({ kind: 'cluster-capacity' }, { cluster: 'demo' }, 1);
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('03-create-cluster-capacity'),
    );
    await rolledBack();
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('03b-create-again-over-rollback-complete'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('03c-delete-after-rollback'),
    );
    const forced = await run([...DELETE_AND_WAIT, '--force']);
    expect(forced.exitCode).toBe(2);
    expect(inOrder(forced.stdout)).toEqual(
      inOrder(recorded('03d-delete-after-rollback-force', 'stdout')),
    );
    expect(forced.stderr.split('\n')[0]).toBe(
      recorded('03d-delete-after-rollback-force', 'stderr').split('\n')[0],
    );
  });

  async function rolledBack(): Promise<void> {
    for (;;) {
      const { stacks } =
        simulator.state().accounts['111111111111'].regions['eu-west-1'];
      if (stacks[0].status === 'ROLLBACK_COMPLETE') {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  it('lets a nodegroup fail and leaves it out the next time', async () => {
    fault({ kind: 'nodegroup-capacity' }, {}, 1);
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('04-create-nodegroup-capacity'),
    );
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(
      likeness(await run(['create', 'nodegroup', '-f', 'base.yaml'])),
    ).toEqual(recordedRun('04b-create-nodegroup-again'));
    expect(
      likeness(await run(['get', 'nodegroup', ...ON_CLUSTER, '-o', 'json'])),
    ).toEqual(recordedRun('04c-get-nodegroup-after-rollback'));
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('04d-delete-with-rolled-back-nodegroup'),
    );
  });

  it('stops at what AWS refuses in the middle', async () => {
    fault(
      { kind: 'access-denied' },
      { service: 'eks', action: 'CreateAddon' },
      1,
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('32-access-denied-createaddon'),
    );
  });

  it('ends with a degraded add-on that it waits for', async () => {
    fault({ kind: 'addon-degraded', addon: 'aws-ebs-csi-driver' });
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('26b-addon-degraded-waited'),
    );
  });

  it('ends at the next look when the credentials have expired', async () => {
    fault(
      { kind: 'expired-credentials' },
      { service: 'cloudformation', action: 'DescribeStacks' },
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('07-expired-token-while-waiting-cluster'),
    );
  });

  it('gives up when it is throttled for ever', async () => {
    fault(
      { kind: 'throttling' },
      { service: 'cloudformation', action: 'DescribeStacks' },
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('09b-throttling-forever'),
    );
  });

  it('calls a timeout an unexpected status', async () => {
    expect(
      likeness(await run([...CREATE, 'base.yaml', '--timeout', '1m'])),
    ).toEqual(recordedRun('29-timeout-cluster-stack'));
  });

  it('cannot get past a nodegroup stack in DELETE_FAILED', async () => {
    await run([...CREATE, 'base.yaml']);
    fault(
      {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EKS::Nodegroup',
        reason: 'DependencyViolation',
      },
      {},
      1,
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('13-delete-nodegroup-delete-failed'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('13b-delete-again-after-nodegroup-delete-failed'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('13c-delete-third-time'),
    );
  });

  it('says that all is deleted without waiting for it', async () => {
    await run([...CREATE, 'base.yaml']);
    expect(likeness(await run(DELETE))).toEqual(
      recordedRun('15-delete-no-wait'),
    );
  });

  it('cares about what Kubernetes forbids unless forced', async () => {
    await run([...CREATE, 'base.yaml']);
    const forbid = () =>
      fault(
        { kind: 'access-denied' },
        { service: 'kubernetes', action: 'GET /api/v1/services' },
        1,
      );
    forbid();
    const refused = await run(DELETE_AND_WAIT);
    expect(inOrder(refused.stdout)).toEqual(
      inOrder(recorded('24-delete-k8s-forbidden', 'stdout')),
    );
    expect(refused.stderr).toContain(
      '(deleting a cluster requires permission to list Kubernetes Services)',
    );
    expect(refused.exitCode).toBe(1);
    forbid();
    const forced = await run([...DELETE_AND_WAIT, '--force']);
    expect(forced.stdout).toContain(
      '[!]  error occurred during deletion: cannot list Kubernetes Services',
    );
    expect(forced.exitCode).toBe(0);
  });

  it.each([
    ['fargate.yaml', '19-create-fargate', '19b-delete-fargate'],
    ['automode.yaml', '20-create-automode', '20b-delete-automode'],
    ['velero.yaml', '22-create-podidentity', '22b-delete-podidentity'],
  ])('%s', async (file, created, deleted) => {
    expect(likeness(await run([...CREATE, file]))).toEqual(
      recordedRun(created),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(recordedRun(deleted));
  });
});

import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeClusterCommand,
  EKSClient,
  ListClustersCommand,
} from '@aws-sdk/client-eks';
import {
  STSClient,
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Simulator, startSimulator } from './startSimulator';
import { runEksctl } from '../testing/runEksctl';

const CONFIG = `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: demo, region: eu-west-1, version: '1.34', tags: {team: platform}}
autoModeConfig: {enabled: false}
addons: [{name: vpc-cni}, {name: coredns}, {name: kube-proxy}, {name: metrics-server}]
managedNodeGroups: [{name: main, instanceTypes: [m7i.large], minSize: 1, maxSize: 3, desiredCapacity: 2}]
`;

function clientOptions(simulator: Simulator) {
  return {
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: simulator.credentials,
  };
}

jest.setTimeout(60_000);

describe('startSimulator', () => {
  let simulator: Simulator;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'aws-simulator-'));
    writeFileSync(path.join(folder, 'demo.yaml'), CONFIG);
    simulator = await startSimulator({ port: 0, speed: 2000, dataDir: folder });
  });

  afterEach(() => simulator.close());

  it('knows who signed a request', async () => {
    const sts = new STSClient(clientOptions(simulator));
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '111111111111',
      Arn: 'arn:aws:iam::111111111111:user/portal',
    });

    const stranger = new STSClient({
      ...clientOptions(simulator),
      credentials: {
        accessKeyId: 'AKIASTRANGER00000001',
        secretAccessKey: 'x',
      },
    });
    await expect(
      stranger.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    const forger = new STSClient({
      ...clientOptions(simulator),
      credentials: { ...simulator.credentials, secretAccessKey: 'guessed' },
    });
    await expect(
      forger.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  it('gives temporary credentials of another account, with resources of its own', async () => {
    const sts = new STSClient(clientOptions(simulator));
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::222222222222:role/Environments',
        RoleSessionName: 'test',
      }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const other = new STSClient({ ...clientOptions(simulator), credentials });
    await expect(
      other.send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: '222222222222',
      Arn: 'arn:aws:sts::222222222222:assumed-role/Environments/test',
    });
    simulator.state().sessions[0].expiresAt = 0;
    await expect(
      other.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('creates and deletes a cluster by the eksctl stand-in, and leaves nothing', async () => {
    const created = await runEksctl(simulator, folder, [
      'create',
      'cluster',
      '-f',
      'demo.yaml',
      '--write-kubeconfig=false',
      '--color=false',
    ]);
    expect(created.stderr).toBe('');
    expect(created.exitCode).toBe(0);
    expect(created.stdout).toContain(
      'EKS cluster "demo" in "eu-west-1" region is ready',
    );

    const eks = new EKSClient(clientOptions(simulator));
    const { cluster } = await eks.send(
      new DescribeClusterCommand({ name: 'demo' }),
    );
    expect(cluster).toMatchObject({
      status: 'ACTIVE',
      version: '1.34',
      tags: { team: 'platform' },
    });

    const cloudFormation = new CloudFormationClient(clientOptions(simulator));
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: 'eksctl-demo-cluster' }),
    );
    expect(Stacks?.[0]).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      EnableTerminationProtection: true,
    });

    const deleted = await runEksctl(simulator, folder, [
      'delete',
      'cluster',
      '--name',
      'demo',
      '--region',
      'eu-west-1',
      '--wait',
      '--timeout',
      '60m',
    ]);
    expect(deleted.exitCode).toBe(0);
    await expect(eks.send(new ListClustersCommand({}))).resolves.toMatchObject({
      clusters: [],
    });
    const { StackSummaries } = await cloudFormation.send(
      new ListStacksCommand({
        StackStatusFilter: [
          'CREATE_COMPLETE',
          'DELETE_FAILED',
          'DELETE_IN_PROGRESS',
        ],
      }),
    );
    expect(StackSummaries ?? []).toEqual([]);
    const { stacks, ...rest } =
      simulator.state().accounts['111111111111'].regions['eu-west-1'];
    expect(stacks.every(stack => stack.status === 'DELETE_COMPLETE')).toBe(
      true,
    );
    for (const [kind, items] of Object.entries(rest)) {
      expect({ kind, items }).toEqual({ kind, items: [] });
    }
  });

  it('goes on with a stack whose eksctl was killed, over a restart too', async () => {
    await simulator.close();
    simulator = await startSimulator({ port: 0, speed: 200, dataDir: folder });
    const killed = await runEksctl(
      simulator,
      folder,
      ['create', 'cluster', '-f', 'demo.yaml'],
      {
        killWhen: output =>
          output.includes('deploying stack "eksctl-demo-cluster"'),
      },
    );
    expect(killed).toMatchObject({ signal: 'SIGTERM', stderr: '' });
    await simulator.close();

    simulator = await startSimulator({
      port: 0,
      speed: 200,
      dataDir: folder,
      now: () => Date.now() + 60_000,
    });
    const cloudFormation = new CloudFormationClient(clientOptions(simulator));
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: 'eksctl-demo-cluster' }),
    );
    expect(Stacks?.[0].StackStatus).toBe('CREATE_COMPLETE');
  });
});

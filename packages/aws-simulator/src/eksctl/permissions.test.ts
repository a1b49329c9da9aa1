import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Simulator, startSimulator } from '../server/startSimulator';
import { runEksctl } from '../testing/runEksctl';

/** Permissions in AWS after runs of eksctl, as in pkg/actions/addon, pkg/cfn/builder and pkg/actions/nodegroup of eksctl 0.231. */

jest.setTimeout(60_000);

const HEAD = `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: demo, region: eu-west-1, version: '1.34' }
autoModeConfig: { enabled: false }
iam:
  withOIDC: true
  serviceAccounts:
    - metadata: { name: shop, namespace: web, annotations: { team: a } }
      attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
addons:
  - { name: vpc-cni, tags: { team: a } }
`;
const NODES = `
managedNodeGroups:
  - name: workers
    instanceType: m7i.large
`;

describe('permissions', () => {
  let simulator: Simulator;
  let directory: string;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
    directory = await mkdtemp(path.join(tmpdir(), 'permissions-'));
  });

  afterEach(async () => {
    await simulator.close();
    await rm(directory, { recursive: true });
  });

  async function run(args: string, config: string, killAfter?: string) {
    await writeFile(path.join(directory, 'cluster.yaml'), config);
    return runEksctl(
      simulator,
      directory,
      [...args.split(' '), '-f', 'cluster.yaml'],
      killAfter === undefined
        ? {}
        : { killWhen: output => output.includes(killAfter) },
    );
  }

  const account = () => simulator.state().accounts['111111111111'];
  const cluster = () => account().regions['eu-west-1'].clusters[0];

  function role(suffix: string) {
    const stack = account().regions['eu-west-1'].stacks.find(
      ({ name, status }) =>
        name === `eksctl-demo-${suffix}` && status === 'CREATE_COMPLETE',
    );
    const id = stack?.resources.find(({ type }) => type === 'AWS::IAM::Role');
    return account().roles.find(({ name }) => name === id?.physicalId);
  }

  function annotationOf(name: string) {
    return cluster().serviceAccounts?.find(item => item.name === name)
      ?.annotations?.['eks.amazonaws.com/role-arn'];
  }

  const policies = (suffix: string) =>
    role(suffix)
      ?.managedPolicies?.map(arn => arn.split('/').pop())
      .sort();

  it('gives vpc-cni a role of its own where there is an OIDC provider, and nodes none of its policies', async () => {
    const { exitCode, stdout } = await run('create cluster', HEAD + NODES);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('update VPC CNI to use IRSA if required');
    const vpcCni = cluster().addons.find(({ name }) => name === 'vpc-cni');
    expect(vpcCni).toMatchObject({
      serviceAccountRoleArn: role('addon-vpc-cni')?.arn,
      tags: { team: 'a' },
    });
    expect(policies('addon-vpc-cni')).toEqual(['AmazonEKS_CNI_Policy']);
    expect(policies('nodegroup-workers')).toEqual([
      'AmazonEC2ContainerRegistryPullOnly',
      'AmazonEKSWorkerNodePolicy',
      'AmazonSSMManagedInstanceCore',
    ]);
    expect(annotationOf('aws-node')).toBe(vpcCni?.serviceAccountRoleArn);
    expect(annotationOf('shop')).toBe(
      role('addon-iamserviceaccount-web-shop')?.arn,
    );
    expect(policies('addon-iamserviceaccount-web-shop')).toEqual([
      'AmazonS3ReadOnlyAccess',
    ]);
  });

  it('gives nodes the policy of vpc-cni where there is no OIDC provider', async () => {
    const config = HEAD.replace(/iam:[^]*(?=addons:)/, '') + NODES;
    expect((await run('create cluster', config)).exitCode).toBe(0);
    expect(cluster().addons[0].serviceAccountRoleArn).toBeUndefined();
    expect(policies('nodegroup-workers')).toContain('AmazonEKS_CNI_Policy');
  });

  it('gives vpc-cni of an IPv6 cluster a policy of its own', async () => {
    const config = `${HEAD}  - { name: coredns }
kubernetesNetworkConfig: { ipFamily: IPv6 }`;
    expect((await run('create cluster', config)).exitCode).toBe(0);
    expect(cluster().ipFamily).toBe('ipv6');
    expect(policies('addon-vpc-cni')).toEqual([]);
    expect(JSON.stringify(role('addon-vpc-cni')?.inlinePolicies)).toContain(
      'ec2:AssignIpv6Addresses',
    );
  });

  it('goes by what is there where nodes are made by themselves', async () => {
    await run('create cluster', HEAD);
    await run('create nodegroup', HEAD + NODES);
    expect(policies('nodegroup-workers')).not.toContain('AmazonEKS_CNI_Policy');
  });

  it('leaves vpc-cni without its role when it is killed, and nodes get the policy then', async () => {
    await run('create cluster', HEAD, 'successfully created addon: kube-proxy');
    await run('utils associate-iam-oidc-provider --approve', HEAD);
    await run('create addon', HEAD);
    expect(cluster().addons[0].name).toBe('vpc-cni');
    expect(cluster().addons[0].serviceAccountRoleArn).toBeUndefined();
    await run('create nodegroup', HEAD + NODES);
    expect(policies('nodegroup-workers')).toContain('AmazonEKS_CNI_Policy');

    const policy =
      'attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy]';
    const updated = await run(
      'update addon',
      HEAD.replace('tags: { team: a } }', `${policy} }`),
    );
    expect(updated.exitCode).toBe(0);
    expect(cluster().addons[0].serviceAccountRoleArn).toBe(
      role('addon-vpc-cni')?.arn,
    );
  });

  it('overrides a service account only when it is told to', async () => {
    await run('create cluster', HEAD);
    const other = HEAD.replace('attachPolicyARNs', 'attachRoleARN').replace(
      '[arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]',
      'arn:aws:iam::111111111111:role/Other',
    );
    const { stacks } = account().regions['eu-west-1'];
    const made = stacks.find(({ name }) => /iamserviceaccount/.test(name));
    stacks.splice(stacks.indexOf(made!), 1);
    const before = annotationOf('shop');
    await run('create iamserviceaccount --approve', other);
    expect(annotationOf('shop')).toBe(before);
    await run(
      'create iamserviceaccount --approve --override-existing-serviceaccounts',
      other,
    );
    expect(annotationOf('shop')).toBe('arn:aws:iam::111111111111:role/Other');
    expect(
      cluster().serviceAccounts?.find(({ name }) => name === 'shop'),
    ).toMatchObject({
      annotations: { team: 'a' },
      labels: { 'app.kubernetes.io/managed-by': 'eksctl' },
    });
  });
});

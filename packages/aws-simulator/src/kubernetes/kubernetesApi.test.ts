import {
  CreateAccessEntryCommand,
  AssociateAccessPolicyCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ClusterApi } from '../eksctl/aws/ClusterApi';
import { Aws } from '../eksctl/aws/Aws';
import { Credentials } from '../eksctl/aws/Credentials';
import { Simulator, startSimulator } from '../server/startSimulator';
import { beginCluster } from '../world/eks';
import { World } from '../world/World';

const PLACE = { accountId: '111111111111', regionName: 'eu-west-1', at: 0 };

/** Adds a cluster to the simulator's state directly, without CloudFormation. */
function putCluster(simulator: Simulator, name: string): void {
  const world = new World(simulator.state(), 1, Date.now);
  const cluster = beginCluster(
    world,
    { ...PLACE, creatorArn: 'arn:aws:iam::111111111111:user/portal' },
    {
      name,
      version: '1.34',
      roleArn: 'arn:aws:iam::111111111111:role/Service',
      subnetIds: [],
      securityGroupIds: [],
      endpointPublicAccess: true,
      endpointPrivateAccess: false,
      publicAccessCidrs: ['0.0.0.0/0'],
      authenticationMode: 'API',
      bootstrapClusterCreatorAdminPermissions: true,
      enabledLogTypes: [],
      supportType: 'STANDARD',
      autoMode: false,
      zonalShift: false,
      tags: {},
    },
  );
  cluster.status = 'ACTIVE';
}

describe('the Kubernetes API of a cluster', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, speed: 1 });
    putCluster(simulator, 'demo');
    putCluster(simulator, 'other');
  });

  afterEach(() => simulator.close());

  const options = () => ({
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: simulator.credentials,
  });

  async function connect(
    env: NodeJS.ProcessEnv,
    tokenFor = 'demo',
  ): Promise<ClusterApi> {
    const owner = new Aws(
      simulator.url,
      'eu-west-1',
      new Credentials({
        AWS_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: simulator.credentials.secretAccessKey,
      }),
      1,
    );
    const { cluster } = await owner.eks(
      'DescribeCluster',
      'GET',
      '/clusters/demo',
    );
    const asked = new Aws(simulator.url, 'eu-west-1', new Credentials(env), 1);
    return ClusterApi.of(asked, { ...(cluster as object), name: tokenFor });
  }

  async function assumed(role: string): Promise<NodeJS.ProcessEnv> {
    const { Credentials: keys } = await new STSClient(options()).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::111111111111:role/${role}`,
        RoleSessionName: 'test',
      }),
    );
    return {
      AWS_ACCESS_KEY_ID: keys?.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: keys?.SecretAccessKey,
      AWS_SESSION_TOKEN: keys?.SessionToken,
    };
  }

  const statusOf = async (api: ClusterApi) =>
    (await api.request('GET', '/api/v1/nodes')).status;

  it('lets the creator in, with a token for this cluster only', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: simulator.credentials.secretAccessKey,
    };
    expect(await statusOf(await connect(env))).toBe(200);
    expect(await statusOf(await connect(env, 'other'))).toBe(401);
    expect(
      await statusOf(
        await connect({ ...env, AWS_SECRET_ACCESS_KEY: 'guessed' }),
      ),
    ).toBe(401);
  });

  it('goes by the access entries', async () => {
    const env = await assumed('Developers');
    expect(await statusOf(await connect(env))).toBe(401);

    const eks = new EKSClient(options());
    const principalArn = 'arn:aws:iam::111111111111:role/Developers';
    await eks.send(
      new CreateAccessEntryCommand({ clusterName: 'demo', principalArn }),
    );
    await eks.send(
      new AssociateAccessPolicyCommand({
        clusterName: 'demo',
        principalArn,
        policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy',
        accessScope: { type: 'namespace', namespaces: ['team-a'] },
      }),
    );
    const api = await connect(env);
    expect((await api.request('GET', '/version')).status).toBe(200);
    expect(await statusOf(api)).toBe(403);

    await eks.send(
      new AssociateAccessPolicyCommand({
        clusterName: 'demo',
        principalArn,
        policyArn:
          'arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy',
        accessScope: { type: 'cluster' },
      }),
    );
    expect(await statusOf(api)).toBe(200);
  });
});

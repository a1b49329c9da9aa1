import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authorization, LeftoverKind } from 'aws-simulator/testing';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  checkClusterConfig,
  checkHealth,
  defaultAllowedPaths,
  listClusters,
  listEksctlStacks,
} from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { parse } from 'yaml';
import { boundedConfig } from '../__testUtils__/boundedConfig';
import { checkPolicy, POLICIES } from '../__testUtils__/checkPolicy';
import { configHead } from '../__testUtils__/configHead';
import { accountsOf, manyAtOnce } from '../__testUtils__/engineFixture';
import { fullConfig } from '../__testUtils__/fullConfig';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testParts } from '../__testUtils__/testParts';
import { migrate, systemClock, toColumn } from '../database';
import { ExpiryTagger } from '../reaper/ExpiryTagger';
import { tagLeaseEnd } from '../__testUtils__/eksctlModule';
import { testProvisioners } from '../__testUtils__/testProvisioners';

/*
 * Evaluates the policies of deploy/iam for all calls that a portal, and CloudFormation on its behalf, makes in the life of some clusters.
 * The calls are those of the engine and of the simulator's eksctl; the simulator knows which IAM actions each requires.
 */

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

type Config = (clusterName: string, environmentId: string) => string;

const selfManaged: Config = (clusterName, environmentId) => `${configHead(
  clusterName,
  environmentId,
)}
nodeGroups:
  - { name: workers, instanceType: m5.large, minSize: 1, desiredCapacity: 1, maxSize: 2, volumeSize: 80, volumeEncrypted: true }
`;

/** All that workloads, add-ons and AWS services may leave in an account. */
const LEFTOVERS: LeftoverKind[] = [
  'volume',
  'log-group',
  'load-balancer',
  'classic-load-balancer',
  'target-group',
  'network-interface',
  'security-group',
  'instance',
  'launch-template',
  'nat-gateway',
  'elastic-ip',
  'oidc-provider',
  'instance-profile',
  'vpc-endpoint',
  'guard-duty',
  'role-attachments',
  'network-parts',
  'resolver-associations',
];

/** What these clusters do not need, but others do. */
const UNUSED = [
  // eksctl's own list of permissions has it beside ssm:GetParameter.
  'ssm:GetParameters',
  // Needed by CloudFormation when a role of an add-on changes; none does here.
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:TagInstanceProfile',
  // Leftovers of Auto Mode: the simulator leaves the profiles of Karpenter.
  'iam:RemoveRoleFromInstanceProfile',
  'iam:DeleteInstanceProfile',
  // A quota that was never changed.
  'servicequotas:GetAWSDefaultServiceQuota',
  // Secrets encrypted with a customer managed key.
  'kms:DescribeKey',
  'kms:CreateGrant',
];

describe('the IAM policies for a real account', () => {
  let harness: SimulatorHarness;
  let knex: Knex;
  const clusters = new Map<string, { id: string; clusterName: string }>();

  beforeAll(async () => {
    harness = await SimulatorHarness.start(1000, undefined, {
      recordsAuthorizations: true,
    });
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const configs: Array<[string, Config | undefined]> = [
      ['sandbox', undefined],
      ['full', fullConfig],
      ['nodes', selfManaged],
      ['bounded', boundedConfig],
    ];
    for (const [name, config] of configs) {
      const { environmentId: id, clusterName } = await seedEnvironment(
        knex,
        parts.commands,
        { name },
      );
      clusters.set(name, { id, clusterName });
      if (config) {
        await knex('environments')
          .where({ id })
          .update({ spec: config(clusterName, id) });
      }
    }
    harness.startEngine(parts, manyAtOnce(configs.length));
    const all = [...clusters.values()];
    await Promise.all(
      all.map(({ id }) => reaches(knex, id, 'Ready', 'ProvisioningFailed')),
    );
    await live();
    await Promise.all(
      all.map(({ id: environmentId }) =>
        parts.commands.delete({ environmentId, endReason: 'DeletedByUser' }),
      ),
    );
    await Promise.all(
      all.map(({ id }) =>
        reaches(
          knex,
          id,
          'Deprovisioned',
          'DeprovisioningFailed',
          'Quarantined',
        ),
      ),
    );
  });

  afterAll(async () => {
    await harness.endTest();
    await harness.close();
  });

  /** What the portal reads while clusters exist, and their leftovers. */
  async function live(): Promise<void> {
    const accounts = accountsOf(harness.aws);
    const access = await accounts.access('sandbox', 'eu-west-1');
    const found = await listClusters(access.clients);
    await listEksctlStacks(access.clients);
    await knex('leases').update({ tag_due_at: toColumn(systemClock.now()) });
    await new ExpiryTagger({
      knex,
      clock: systemClock,
      installation,
      provisioners: testProvisioners([
        {
          ...testProvisioner({}),
          showLeaseEnd: (environment, end) =>
            tagLeaseEnd(access.clients, environment, end),
        },
      ]),
      logger: mockServices.logger.mock(),
    }).tagDue('eksctl');
    for (const { name, vpcId } of found) {
      await checkHealth({ ...access, clusterName: name });
      harness.simulator.addLeftovers(
        {
          accountId: harness.aws.accountId,
          regionName: 'eu-west-1',
          cluster: name,
          vpcId,
        },
        LEFTOVERS,
      );
    }
  }

  const recorded = () => harness.simulator.authorizations();
  const ofCluster = (name: string) =>
    recorded().filter(call =>
      JSON.stringify(call).includes(clusters.get(name)!.clusterName),
    );

  it('records what the life of some clusters asks of AWS', async () => {
    expect(await knex('environments').select('name', 'state')).toEqual(
      [...clusters.keys()].map(name => ({ name, state: 'Deprovisioned' })),
    );
    const services = recorded().flatMap(
      ({ context }) => context['iam:PassedToService'] ?? [],
    );
    expect([...new Set(services)].sort()).toEqual([
      'ec2.amazonaws.com',
      'eks-fargate-pods.amazonaws.com',
      'eks.amazonaws.com',
      'pods.eks.amazonaws.com',
    ]);
    if (process.env.IAM_CALLS) {
      await writeFile(process.env.IAM_CALLS, JSON.stringify(recorded()));
    }
  });

  it('allow every call, and little that no call needed', async () => {
    const report = checkPolicy(recorded(), 'engine-policy.json');
    expect(report).toMatchObject({ status: 0, denied: [], stderr: '' });
    expect(report.unused).toEqual(UNUSED);
  });

  it('allow every removal of what carries the tag of a cluster', async () => {
    expect(
      checkPolicy(
        recorded(),
        'engine-policy.json',
        'deny-without-cluster-tag.json',
      ),
    ).toMatchObject({ status: 0, denied: [] });
  });

  it('allow the roles of clusters with a permissions boundary, and no others', async () => {
    const variant = ['engine-policy.json', 'roles-with-boundary.json'];
    expect(checkPolicy(ofCluster('bounded'), ...variant)).toMatchObject({
      status: 0,
      denied: [],
    });
    const { status, denied } = checkPolicy(ofCluster('sandbox'), ...variant);
    expect(status).toBe(1);
    expect(denied).toContainEqual(
      expect.stringMatching(/^DENIED +iam:CreateRole on arn:aws:iam::/),
    );
  });

  it.each([
    ['RolesHandedToServices', 'iam:PassRole'],
    ['UpkeepOfThoseRoles', 'iam:DeleteRole'],
    ['LogGroupsOfClusters', 'logs:DeleteLogGroup'],
    ['NetworkNodesAndLeftovers', 'ec2:CreateVpc'],
    ['RolesThatServicesOfAwsMake', 'iam:CreateServiceLinkedRole'],
  ])('are refused without the statement %s', async (sid, action) => {
    const file = join(POLICIES, 'engine-policy.json');
    const policy = JSON.parse(await readFile(file, 'utf8'));
    const { status, denied } = checkPolicy(recorded(), {
      ...policy,
      Statement: policy.Statement.filter(
        (statement: { Sid: string }) => statement.Sid !== sid,
      ),
    });
    expect(status).toBe(1);
    expect(denied).toContainEqual(
      expect.stringMatching(new RegExp(`^DENIED +${action} on `)),
    );
  });

  it('ask for boundaries that a blueprint can set as the page says', async () => {
    const page = await readFile(
      join(POLICIES, '../../docs/how-to/real-aws.md'),
      'utf8',
    );
    const [, block] = /```yaml\n(spec:\n {2}allowedPaths:\n.*?)```/s.exec(
      page,
    )!;
    const { metadata, ...config } = parse(boundedConfig('bounded-1', '1'));
    const findings = checkClusterConfig(
      { ...config, metadata: { ...metadata, tags: {} } },
      {
        allowedPaths: [
          ...defaultAllowedPaths,
          ...parse(block).spec.allowedPaths,
          'iam.serviceAccounts[].metadata.*',
          'iam.serviceAccounts[].wellKnownPolicies.*',
          ...['iam', 'addons[]'].flatMap(owner =>
            ['namespace', 'serviceAccountName', 'permissionPolicyARNs[]'].map(
              field => `${owner}.podIdentityAssociations[].${field}`,
            ),
          ),
        ],
      },
    );
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are for their own regions', async () => {
    const elsewhere: Authorization[] = ['eks', 'cloudformation', 'ec2'].map(
      service => ({
        principal: '',
        action: `${service}:DescribeAnything`,
        resource: '*',
        context: { 'aws:RequestedRegion': 'us-east-1' },
        via: 'client',
      }),
    );
    const { denied } = checkPolicy(elsewhere, 'engine-policy.json');
    expect(denied).toHaveLength(3);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import {
  checkClusterConfig,
  CheckOptions,
  normalizeClusterConfig,
} from './checkClusterConfig';
import { defaultAllowedPaths } from './allowedPaths';
import { finishClusterConfig } from './finishClusterConfig';

const platform = { clusterName: 'demo-0a1b2c3d', region: 'eu-west-1' };

function cluster(parts: JsonObject): JsonObject {
  return { metadata: { name: 'demo' }, ...parts };
}

const managed = (group: JsonObject) =>
  cluster({ managedNodeGroups: [{ name: 'workers', ...group }] });
const selfManaged = (group: JsonObject) =>
  cluster({ nodeGroups: [{ name: 'own', ...group }] });

const errorsOf = (config: JsonObject, options: CheckOptions = {}) =>
  checkClusterConfig(config, { ...platform, ...options }).filter(
    ({ severity }) => severity === 'error',
  );

const everything: CheckOptions = { allowedPaths: ['**'] };

describe('values that say nothing', () => {
  it.each<[string, JsonObject]>([
    ['ssh that is off', managed({ ssh: { allow: false } })],
    ['ssh that is nothing', managed({ ssh: {} })],
    [
      'keys beside ssh that is off',
      managed({
        ssh: {
          allow: false,
          publicKeyPath: '/etc/passwd',
          sourceSecurityGroupIds: ['sg-1'],
        },
      }),
    ],
    ['SSM, which is there anyway', managed({ ssh: { enableSsm: true } })],
    ['SSM, which stays', selfManaged({ ssh: { enableSsm: false } })],
    [
      'what stands beside private access that is off',
      cluster({
        privateCluster: {
          enabled: false,
          additionalEndpointServices: ['cloudformation'],
        },
      }),
    ],
    [
      'the usual control plane',
      cluster({ controlPlaneScalingConfig: { tier: 'standard' } }),
    ],
    [
      'an instance selector of nothing',
      managed({ instanceSelector: { vCPUs: 0, memory: '' } }),
    ],
    [
      'the volume of a Bottlerocket node',
      managed({ amiFamily: 'BottlerocketFips', volumeName: '/dev/xvdb' }),
    ],
    ['ssh that is null', selfManaged({ ssh: null })],
    ['an ssh key that is empty', managed({ ssh: { publicKeyPath: '' } })],
    ['no commands', managed({ preBootstrapCommands: [] })],
    ['an empty command', selfManaged({ overrideBootstrapCommand: '' })],
    [
      'policies that are off',
      managed({
        iam: {
          withAddonPolicies: { albIngress: false, appMesh: null, ebs: false },
          attachPolicyARNs: [],
        },
      }),
    ],
    ['no gitops', cluster({ gitops: null })],
    ['empty gitops', cluster({ gitops: {} })],
    ['gitops with nothing in it', cluster({ gitops: { flux: null } })],
    ['empty Karpenter', cluster({ karpenter: {} })],
    [
      'Karpenter that is off',
      cluster({ karpenter: { createServiceAccount: false, version: '' } }),
    ],
    [
      'private access that is off',
      cluster({
        privateCluster: { enabled: false, skipEndpointCreation: false },
      }),
    ],
    ['a private cluster of nothing', cluster({ privateCluster: {} })],
    ['no capabilities', cluster({ capabilities: null })],
    ['no identity providers', cluster({ identityProviders: [] })],
    ['no mappings', cluster({ iamIdentityMappings: [] })],
    ['no keys', cluster({ secretsEncryption: {} })],
    ['no Outpost', cluster({ outpost: null })],
    ['no remote networks', cluster({ remoteNetworkConfig: {} })],
    ['no zones', cluster({ availabilityZones: [], localZones: [] })],
    ['no groups', cluster({ managedNodeGroups: null, nodeGroups: [] })],
    ['no network', cluster({ vpc: null })],
    ['no NAT setting', cluster({ vpc: { nat: {} } })],
    ['no VPC', cluster({ vpc: { id: '', subnets: {} } })],
    [
      'the defaults of a network',
      cluster({
        vpc: {
          autoAllocateIPv6: false,
          manageSharedNodeSecurityGroupRules: true,
          clusterEndpoints: { publicAccess: true, privateAccess: false },
        },
      }),
    ],
    [
      'the security groups that a node has',
      selfManaged({ securityGroups: { withLocal: true, withShared: true } }),
    ],
    [
      'the runtime of containers',
      selfManaged({ containerRuntime: 'containerd' }),
    ],
    ['no image', managed({ ami: '', releaseVersion: '' })],
    ['no launch template', managed({ launchTemplate: {} })],
    ['no suspended processes', selfManaged({ asgSuspendProcesses: null })],
    ['EFA that is off', managed({ efaEnabled: false })],
    ['no volumes', managed({ additionalVolumes: [] })],
    [
      'Auto Mode without roles of its own',
      cluster({
        autoModeConfig: {
          enabled: false,
          nodeRoleARN: 'arn:::::',
          permissionsBoundaryARN: 'arn:::::',
        },
      }),
    ],
    [
      'policies of an add-on that are off',
      cluster({
        addons: [
          {
            name: 'coredns',
            wellKnownPolicies: { autoScaler: false },
            podIdentityAssociations: [],
            attachPolicy: {},
            serviceAccountRoleARN: '',
          },
        ],
      }),
    ],
    ['no service accounts', cluster({ iam: { serviceAccounts: [] } })],
    [
      'a Fargate profile without a status',
      cluster({
        fargateProfiles: [
          {
            name: 'web',
            selectors: [{ namespace: 'web' }],
            status: '',
            podExecutionRoleARN: null,
          },
        ],
      }),
    ],
    ['nothing in metadata', cluster({ metadata: { tags: null, version: '' } })],
    [
      'labels and tags that eksctl writes',
      managed({
        labels: {
          'alpha.eksctl.io/cluster-name': 'demo',
          'alpha.eksctl.io/nodegroup-name': 'workers',
        },
        tags: {
          'alpha.eksctl.io/nodegroup-name': 'workers',
          'alpha.eksctl.io/nodegroup-type': 'managed',
          'alpha.eksctl.io/cluster-name': platform.clusterName,
        },
      }),
    ],
    [
      'tags that eksctl writes to groups of its own',
      selfManaged({
        tags: {
          'alpha.eksctl.io/nodegroup-type': 'unmanaged',
          'eksctl.io/v1alpha2/nodegroup-name': 'own',
          'kubernetes.io/cluster/demo': 'owned',
        },
      }),
    ],
    [
      'tags that eksctl writes to a cluster',
      cluster({
        metadata: {
          name: 'demo',
          tags: {
            'alpha.eksctl.io/cluster-name': 'demo',
            'eksctl.cluster.k8s.io/v1alpha1/cluster-name': 'demo',
            'alpha.eksctl.io/eksctl-version': '0.231.0',
            'alpha.eksctl.io/cluster-oidc-enabled': 'false',
          },
        },
      }),
    ],
  ])('are no findings: %s', (_, config) => {
    expect(errorsOf(config)).toEqual([]);
    expect(errorsOf(config, everything)).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['ssh', managed({ ssh: { allow: true } }), 'path-not-allowed'],
    [
      'rules that are given up',
      cluster({ vpc: { manageSharedNodeSecurityGroupRules: false } }),
      'path-not-allowed',
    ],
    [
      'security groups that are taken away',
      selfManaged({ securityGroups: { withShared: false } }),
      'path-not-allowed',
    ],
    [
      'a policy that is on',
      managed({ iam: { withAddonPolicies: { ebs: true } } }),
      'path-not-allowed',
    ],
    [
      'the device of a volume',
      managed({ volumeName: '/dev/xvdb' }),
      'path-not-allowed',
    ],
    [
      'a role of Auto Mode',
      cluster({
        autoModeConfig: {
          enabled: true,
          nodeRoleARN: 'arn:aws:iam::111122223333:role/Admin',
        },
      }),
      'path-not-allowed',
    ],
    [
      'a policy document',
      cluster({
        addons: [{ name: 'coredns', attachPolicy: { Statement: [] } }],
      }),
      'path-not-allowed',
    ],
    [
      'extended support, which is EKS’s default and not ours',
      cluster({ upgradePolicy: { supportType: 'EXTENDED' } }),
      'support-type',
    ],
    [
      'the tag of another cluster',
      cluster({
        metadata: {
          name: 'demo',
          tags: { 'alpha.eksctl.io/cluster-name': 'other' },
        },
      }),
      'tags',
    ],
    [
      'the tag of another kind of group',
      managed({ tags: { 'alpha.eksctl.io/nodegroup-type': 'unmanaged' } }),
      'tags',
    ],
    [
      'the tag of another group',
      managed({ tags: { 'alpha.eksctl.io/nodegroup-name': 'other' } }),
      'tags',
    ],
  ])('are not mistaken for %s', (_, config, code) => {
    expect(errorsOf(config)).toEqual([expect.objectContaining({ code })]);
  });

  it.each<[string, JsonObject]>([
    [
      'the family of an image that eksctl does not choose',
      managed({ ami: 'ami-0123456789abcdef0', amiFamily: 'AmazonLinux2023' }),
    ],
    [
      'a container that SSH would start',
      managed({
        ssh: { publicKeyName: 'key' },
        bottlerocket: { enableAdminContainer: false },
      }),
    ],
  ])('are kept where eksctl would do otherwise: %s', (_, config) => {
    expect(normalizeClusterConfig(config, { allowedPaths: [] })).toEqual(
      config,
    );
  });

  it('leave out what is off with its switch, and never the switch alone', () => {
    const keysOnly = { allowedPaths: ['nodeGroups[].ssh.publicKeyName'] };
    const config = selfManaged({
      ssh: { allow: false, publicKeyName: 'key' },
    });
    expect(normalizeClusterConfig(config, keysOnly)).toEqual(selfManaged({}));
    expect(normalizeClusterConfig(config, everything)).toEqual(
      selfManaged({ ssh: { allow: false } }),
    );
  });

  it('are left out where they may not stand, and kept where they may', () => {
    const config = cluster({
      iam: { withOIDC: false, serviceAccounts: [] },
      autoModeConfig: { enabled: false, nodePools: [] },
      managedNodeGroups: [
        {
          name: 'workers',
          desiredCapacity: 0,
          spot: false,
          labels: { constructor: 'a', empty: null },
          ssh: { allow: false },
        },
      ],
      gitops: {},
    });
    expect(normalizeClusterConfig(config, platform)).toEqual(
      cluster({
        iam: { withOIDC: false },
        autoModeConfig: { enabled: false, nodePools: [] },
        managedNodeGroups: [
          {
            name: 'workers',
            desiredCapacity: 0,
            spot: false,
            labels: { constructor: 'a', empty: '' },
          },
        ],
      }),
    );
  });
});

describe('what eksctl makes of other values', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    [
      'the zone of a subnet is its name',
      cluster({ vpc: { subnets: { private: { a: { id: 'subnet-1' } } } } }),
      cluster({
        vpc: { subnets: { private: { a: { id: 'subnet-1', az: 'a' } } } },
      }),
      ['vpc.subnets.private.*.id'],
    ],
    [
      'a key allows SSH',
      managed({ ssh: { publicKeyName: 'key' } }),
      managed({ ssh: { allow: true, publicKeyName: 'key' } }),
      ['managedNodeGroups[].ssh.publicKeyName'],
    ],
    [
      'SSH without a key has that of whoever runs eksctl',
      selfManaged({ ssh: { allow: true } }),
      selfManaged({
        ssh: { allow: true, publicKeyPath: '~/.ssh/id_rsa.pub' },
      }),
      ['nodeGroups[].ssh.allow'],
    ],
    [
      'SSH to Bottlerocket needs its container',
      managed({ ssh: { publicKeyName: 'key' } }),
      managed({
        ssh: { publicKeyName: 'key' },
        bottlerocket: { enableAdminContainer: true },
      }),
      ['managedNodeGroups[].ssh.publicKeyName'],
    ],
    [
      'volumes have the speed of their type',
      managed({
        additionalVolumes: [
          { volumeName: '/dev/sdb' },
          { volumeName: '/dev/sdc', volumeType: 'io2' },
        ],
      }),
      managed({
        additionalVolumes: [
          {
            volumeName: '/dev/sdb',
            volumeSize: 80,
            volumeType: 'gp3',
            volumeIOPS: 3000,
            volumeThroughput: 125,
          },
          {
            volumeName: '/dev/sdc',
            volumeSize: 80,
            volumeType: 'io2',
            volumeIOPS: 100,
          },
        ],
      }),
      [
        'managedNodeGroups[].additionalVolumes[].volumeName',
        'managedNodeGroups[].additionalVolumes[].volumeType',
      ],
    ],
    [
      'remote nodes sign in with Systems Manager',
      cluster({
        remoteNetworkConfig: {
          remoteNodeNetworks: [{ cidrs: ['10.0.0.0/8'] }],
        },
      }),
      cluster({
        remoteNetworkConfig: {
          iam: { provider: 'ssm' },
          remoteNodeNetworks: [{ cidrs: ['10.0.0.0/8'] }],
        },
      }),
      ['remoteNetworkConfig.remoteNodeNetworks[].cidrs[]'],
    ],
  ])('need not be allowed: %s', (_, written, printed, more) => {
    const options = {
      ...platform,
      allowedPaths: [...defaultAllowedPaths, ...more],
    };
    expect(errorsOf(printed, options)).toEqual([]);
    expect(normalizeClusterConfig(printed, options)).toMatchObject(written);
  });

  it('is refused by eksctl itself: a runtime beside a command that starts the node', () => {
    expect(
      normalizeClusterConfig(
        selfManaged({
          containerRuntime: 'containerd',
          overrideBootstrapCommand: '/run.sh',
        }),
        everything,
      ),
    ).toEqual(selfManaged({ overrideBootstrapCommand: '/run.sh' }));
  });
});

describe('the output of a dry run of eksctl', () => {
  const directory = join(__dirname, '..', '__fixtures__', 'dryRuns');
  const shapes = readdirSync(directory).map(file => file.replace('.yaml', ''));

  /** What the platform team must allow for fields beyond the cluster itself. */
  const allowed: Record<string, string[]> = {
    addons: ['addons[].wellKnownPolicies.ebsCSIController'],
    baseline: ['accessConfig.accessEntries[].**'],
    'bottlerocket-logging': ['secretsEncryption.keyARN'],
    'existing-vpc': ['vpc.id', 'vpc.subnets.private.*.id'],
    irsa: [
      'iam.serviceAccounts[].metadata.*',
      'iam.serviceAccounts[].wellKnownPolicies.autoScaler',
      'iam.serviceAccounts[].roleName',
    ],
    mixed: ['accessConfig.accessEntries[].**'],
    podidentity: ['iam.podIdentityAssociations[].**'],
  };

  const optionsOf = (shape: string): CheckOptions => ({
    ...platform,
    allowedPaths: [...defaultAllowedPaths, ...(allowed[shape] ?? [])],
  });

  const read = (shape: string): JsonObject =>
    parse(readFileSync(join(directory, `${shape}.yaml`), 'utf8'));

  it.each(shapes)('is a raw config: %s', shape => {
    expect(errorsOf(read(shape), optionsOf(shape))).toEqual([]);
  });

  it.each(shapes)('holds nothing twice that the platform adds: %s', shape => {
    const once = normalizeClusterConfig(read(shape), optionsOf(shape));
    const finished = finishClusterConfig(once, {
      ...platform,
      tags: {},
      accessEntries: [],
    }) as JsonObject;
    const again = normalizeClusterConfig(finished, optionsOf(shape));
    expect(again).toEqual(normalizeClusterConfig(again, optionsOf(shape)));
    expect(errorsOf(again, optionsOf(shape))).toEqual([]);
  });
});

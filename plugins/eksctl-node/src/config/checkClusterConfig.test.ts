import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { checkClusterConfig, CheckOptions } from './checkClusterConfig';

const directory = join(__dirname, '..', '__fixtures__', 'configs');
const files = readdirSync(directory);

function fixture(file: string): JsonObject {
  return parse(readFileSync(join(directory, file), 'utf8'));
}

function codesOf(config: JsonObject, options?: CheckOptions): string[] {
  return checkClusterConfig(config, options)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
}

const everything: CheckOptions = { allowedPaths: ['**'] };

function cluster(parts: JsonObject = {}, metadata: JsonObject = {}) {
  return {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name: 'demo', region: 'eu-west-1', ...metadata },
    ...parts,
  };
}

function group(parts: JsonObject): JsonObject {
  return cluster({ managedNodeGroups: [{ name: 'workers', ...parts }] });
}

describe('checkClusterConfig', () => {
  it.each(files.filter(file => !file.startsWith('X-bad')))(
    'finds that %s fits the schema',
    file => {
      expect(codesOf(fixture(file), everything)).not.toContain('schema');
    },
  );

  it.each([
    ['X-bad-nat.yaml', 'vpc.nat.gateway', /must be one of/],
    ['X-bad-region-missing.yaml', 'metadata', /needs the field "region"/],
    ['X-bad-unknown.yaml', 'managedNodeGroups[0]', /"desiredCapcity", which/],
  ])('explains what is wrong in %s', (file, path, message) => {
    expect(checkClusterConfig(fixture(file), everything)).toContainEqual({
      severity: 'error',
      code: 'schema',
      path,
      message: expect.stringMatching(message),
    });
  });

  it('asks for neither name nor region when finishing puts them in', () => {
    expect(codesOf({}, { clusterName: 'demo', region: 'eu-west-1' })).toEqual(
      [],
    );
  });

  it.each([
    [
      'attachPolicyARNs',
      {
        iam: {
          serviceAccounts: [
            {
              metadata: { name: 'x' },
              attachPolicyARNs: ['arn:aws:iam::aws:policy/AdministratorAccess'],
            },
          ],
        },
      },
    ],
    [
      'commands',
      { managedNodeGroups: [{ name: 'a', preBootstrapCommands: ['reboot'] }] },
    ],
    [
      'bootstrap',
      { nodeGroups: [{ name: 'a', overrideBootstrapCommand: 'reboot' }] },
    ],
    [
      'a file of our host',
      {
        managedNodeGroups: [
          { name: 'a', ssh: { publicKeyPath: '/etc/passwd' } },
        ],
      },
    ],
    ['a foreign VPC', { vpc: { id: 'vpc-0123456789abcdef0' } }],
    [
      'foreign subnets',
      { vpc: { subnets: { private: { 'eu-west-1a': { id: 'subnet-1' } } } } },
    ],
    [
      'access for others',
      {
        accessConfig: {
          accessEntries: [
            { principalARN: 'arn:aws:iam::111122223333:role/Other' },
          ],
        },
      },
    ],
    [
      'roles of nodes',
      {
        managedNodeGroups: [
          {
            name: 'a',
            iam: { instanceRoleARN: 'arn:aws:iam::111122223333:role/Admin' },
          },
        ],
      },
    ],
    [
      'gitops',
      { gitops: { flux: { gitProvider: 'github', flags: { owner: 'x' } } } },
    ],
    ['images', { managedNodeGroups: [{ name: 'a', ami: 'ami-1' }] }],
  ])('keeps %s out unless the blueprint allows it', (_, parts) => {
    expect(codesOf(cluster(parts))).toContain('path-not-allowed');
    expect(codesOf(cluster(parts), everything)).not.toContain(
      'path-not-allowed',
    );
  });

  it('allows what a blueprint adds and nothing beside it', () => {
    const parts = {
      iam: {
        podIdentityAssociations: [
          { namespace: 'a', roleARN: 'arn:aws:iam::111122223333:role/X' },
        ],
      },
    };
    const allowedPaths = [
      'apiVersion',
      'kind',
      'metadata.*',
      'iam.podIdentityAssociations[].namespace',
    ];
    expect(
      checkClusterConfig(cluster(parts), { allowedPaths }).filter(
        ({ code }) => code === 'path-not-allowed',
      ),
    ).toEqual([
      expect.objectContaining({
        path: 'iam.podIdentityAssociations[0].roleARN',
      }),
    ]);
  });

  it('accepts an ordinary cluster', () => {
    const config = cluster(
      {
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        managedNodeGroups: [
          {
            name: 'workers',
            instanceTypes: ['m7i.large'],
            minSize: 1,
            desiredCapacity: 2,
            maxSize: 3,
            labels: { 'team.example.com/name': 'a' },
            taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
          },
        ],
        vpc: { nat: { gateway: 'Single' } },
        addons: [{ name: 'eks-pod-identity-agent' }],
        upgradePolicy: { supportType: 'STANDARD' },
      },
      { tags: { team: 'a' } },
    );
    expect(checkClusterConfig(config)).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['cluster-name', cluster({}, { name: '1demo' })],
    ['cluster-name', cluster({}, { name: 'a'.repeat(40) })],
    ['cluster-name', cluster({}, { name: 'a-nodegroup-b' })],
    ['cluster-name', cluster({}, { name: 'a-addon-b' })],
    ['tags', cluster({}, { tags: { 'aws:x': 'y' } })],
    ['tags', cluster({}, { tags: { 'eks-environments.io/owner': 'me' } })],
    ['tags', cluster({}, { tags: { 'kubernetes.io/cluster/other': 'owned' } })],
    ['tags', cluster({}, { tags: { ['k'.repeat(129)]: 'v' } })],
    ['tags', cluster({}, { tags: { k: 'v'.repeat(257) } })],
    [
      'tags',
      cluster(
        {},
        {
          tags: Object.fromEntries(
            Array.from({ length: 41 }, (_, index) => [`k${index}`, 'v']),
          ),
        },
      ),
    ],
    ['zones', cluster({ availabilityZones: ['eu-west-1a'] })],
    ['zones', cluster({ availabilityZones: ['eu-west-1a', 'eu-west-1a'] })],
    ['zones', cluster({ availabilityZones: ['eu-west-1a', 'us-east-1a'] })],
    ['support-type', cluster({ upgradePolicy: { supportType: 'EXTENDED' } })],
    [
      'endpoint',
      cluster({
        vpc: { clusterEndpoints: { publicAccess: false, privateAccess: true } },
      }),
    ],
    ['endpoint', cluster({ privateCluster: { enabled: true } })],
    ['node-group-name', group({ name: 'x-fargate' })],
    ['node-group-name', group({ name: 'a b' })],
    [
      'node-group-name',
      cluster({
        managedNodeGroups: [{ name: 'a' }],
        nodeGroups: [{ name: 'a' }],
      }),
    ],
    ['node-group-size', group({ minSize: -1 })],
    ['node-group-size', group({ minSize: 3, maxSize: 2 })],
    ['node-group-size', group({ minSize: 1, desiredCapacity: 5, maxSize: 2 })],
    ['node-group-size', group({ desiredCapacity: 451 })],
    ['instance-type', group({ instanceType: 'm99.large' })],
    [
      'node-group-count',
      cluster({
        managedNodeGroups: Array.from({ length: 31 }, (_, index) => ({
          name: `g${index}`,
        })),
      }),
    ],
    [
      'auto-mode',
      cluster({
        autoModeConfig: { enabled: true },
        managedNodeGroups: [{ name: 'a' }],
      }),
    ],
    [
      'no-network-addon',
      cluster({
        addonsConfig: { disableDefaultAddons: true },
        managedNodeGroups: [{ name: 'a' }],
      }),
    ],
    [
      'pod-identity-agent',
      cluster({
        addons: [
          {
            name: 'aws-ebs-csi-driver',
            useDefaultPodIdentityAssociations: true,
          },
        ],
      }),
    ],
  ])('finds %s', (code, config) => {
    expect(codesOf(config, everything)).toContain(code);
  });

  it('follows what the platform allows', () => {
    expect(
      codesOf(cluster({ upgradePolicy: { supportType: 'EXTENDED' } }), {
        allowExtendedSupport: true,
      }),
    ).toEqual([]);
    expect(
      codesOf(cluster({ vpc: { clusterEndpoints: { publicAccess: false } } }), {
        privateEndpointReachable: true,
      }),
    ).toEqual([]);
  });

  it('warns about spot capacity of few types', () => {
    expect(
      checkClusterConfig(group({ spot: true, instanceTypes: ['m5.large'] })),
    ).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'spot-diversity' }),
    ]);
  });

  it('survives configs of any form', () => {
    for (const config of [
      { metadata: null },
      { metadata: [] },
      { metadata: { name: 1 } },
      { managedNodeGroups: 'x' },
      { managedNodeGroups: [null] },
      { vpc: 3 },
    ] as JsonObject[]) {
      expect(codesOf(cluster(config), everything)).toContain('schema');
    }
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { defaultAllowedPaths } from './allowedPaths';
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

const everything: CheckOptions = {
  allowedPaths: ['**'],
  reservedTagPrefixes: ['platform.test/'],
};

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
    ['tags', cluster({}, { tags: { 'platform.test/owner': 'me' } })],
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
    [
      'count',
      cluster({
        addons: Array.from({ length: 51 }, (_, index) => ({
          name: `a${index}`,
        })),
      }),
    ],
    [
      'count',
      cluster({
        nodeGroups: Array.from({ length: 51 }, (_, index) => ({
          name: `g${index}`,
        })),
      }),
    ],
    [
      'count',
      cluster({
        availabilityZones: Array.from(
          { length: 11 },
          (_, index) => `eu-west-1${index}`,
        ),
      }),
    ],
    ['count', group({ instanceTypes: Array(41).fill('m7i.large') })],
    ['volume', group({ volumeSize: -100_000 })],
    ['volume', group({ volumeSize: 0 })],
    ['volume', group({ volumeSize: 65_537 })],
    ['volume', group({ volumeIOPS: -1 })],
    ['volume', group({ volumeThroughput: 0 })],
    ['volume', group({ additionalVolumes: [{ volumeSize: -1 }] })],
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

describe('the findings of a config', () => {
  const platform = { clusterName: 'demo', region: 'eu-west-1' };

  it('come in one round, whatever classes they are of', () => {
    const findings = checkClusterConfig(
      {
        karpenter: { version: '1.6.0' },
        vpc: { nat: { gateway: 'Singel' } },
        managedNodeGroups: [
          { name: 'a', instanceType: 'm99.large', desiredCapcity: 2 },
          { name: 'b', minSize: '1', ami: 'ami-1', maxSize: 2 },
          { desiredCapacity: 3, maxSize: 2 },
          null,
        ],
        addons: 'coredns',
      },
      platform,
    );
    expect(
      findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code, path }) => `${code} ${path}`)
        .sort(),
    ).toEqual([
      'instance-type managedNodeGroups[0]',
      'node-group-size managedNodeGroups[2]',
      'not-resumable karpenter',
      'path-not-allowed karpenter.version',
      'path-not-allowed managedNodeGroups[1].ami',
      'schema addons',
      'schema managedNodeGroups[0]',
      'schema managedNodeGroups[1].minSize',
      'schema managedNodeGroups[2]',
      'schema managedNodeGroups[3]',
      'schema vpc.nat.gateway',
    ]);
  });

  it('name the field that was probably meant, and no rule of a library', () => {
    const messages = checkClusterConfig(
      cluster({
        managednodeGroups: [],
        vpc: { natt: {}, whatever: 1 },
        nodeGroups: [{ name: 'a', instancetype: 'm7i.large', minSize: 'x' }],
      }),
    ).map(({ message }) => message);
    expect(messages).toEqual([
      'The config has the field "managednodeGroups", which eksctl does not know. Did you mean "managedNodeGroups"?',
      'nodeGroups[0] has the field "instancetype", which eksctl does not know. Did you mean "instanceType"?',
      'nodeGroups[0].minSize must be a whole number',
      'vpc has the field "natt", which eksctl does not know. Did you mean "nat"?',
      'vpc has the field "whatever", which eksctl does not know',
    ]);
  });

  it('are one where they say the same of places that are alike', () => {
    const groups = Array.from({ length: 12 }, (_, index) => ({
      name: `g${index}`,
      instanceType: 'm99.large',
      ssh: { publicKeyPath: '~/.ssh/id_rsa.pub' },
    }));
    const places = groups.map((_, index) => `managedNodeGroups[${index}]`);
    expect(checkClusterConfig({ managedNodeGroups: groups }, platform)).toEqual(
      [
        {
          severity: 'error',
          code: 'path-not-allowed',
          message:
            'managedNodeGroups[].ssh.publicKeyPath is not among the config paths that this blueprint may use; the platform team can allow it with the entry "managedNodeGroups[].ssh.publicKeyPath" in the blueprint’s allowedPaths (12 places)',
          path: 'managedNodeGroups[].ssh.publicKeyPath',
          places: places.map(place => `${place}.ssh.publicKeyPath`),
          allowedPath: 'managedNodeGroups[].ssh.publicKeyPath',
        },
        {
          severity: 'error',
          code: 'instance-type',
          message:
            'managedNodeGroups[] uses the instance type "m99.large", which is not known (12 places)',
          path: 'managedNodeGroups[]',
          places,
        },
      ],
    );
  });

  it.each<[string, JsonObject]>([
    [
      'vpc.subnets.private.*.id',
      { vpc: { subnets: { private: { 'eu-west-1a': { id: 'subnet-1' } } } } },
    ],
    [
      'nodeGroups[].kubeletExtraConfig.**',
      {
        nodeGroups: [
          {
            name: 'a',
            kubeletExtraConfig: { evictionHard: { 'memory.available': '1Gi' } },
          },
        ],
      },
    ],
    [
      'iam.serviceAccounts[].metadata.annotations.*',
      {
        iam: {
          withOIDC: true,
          serviceAccounts: [
            { metadata: { name: 'a', annotations: { 'a.b/c': 'd' } } },
          ],
        },
      },
    ],
    [
      'managedNodeGroups[].preBootstrapCommands[]',
      { managedNodeGroups: [{ name: 'a', preBootstrapCommands: ['x', 'y'] }] },
    ],
  ])('bring the entry that allows %s', (entry, parts) => {
    const entries = checkClusterConfig(cluster(parts)).map(
      ({ allowedPath }) => allowedPath,
    );
    expect(entries).toContain(entry);
    const allowed = entries.filter(path => path !== undefined);
    expect(
      codesOf(cluster(parts), {
        allowedPaths: [...defaultAllowedPaths, ...allowed],
      }),
    ).not.toContain('path-not-allowed');
  });

  it('advise nobody to allow what is refused all the same', () => {
    expect(
      checkClusterConfig(cluster({ karpenter: { version: '1.6.0' } })),
    ).toEqual([
      expect.not.objectContaining({ allowedPath: expect.anything() }),
      expect.objectContaining({ code: 'not-resumable' }),
    ]);
  });

  it('take no time that grows faster than the config', () => {
    const groups = Array.from({ length: 1900 }, (_, index) => ({
      name: `g${index}`,
      [`k${index}`]: 1,
      ssh: { publicKey: 'x' },
    }));
    const begun = performance.now();
    const findings = checkClusterConfig(cluster({ managedNodeGroups: groups }));
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(findings.length).toBeGreaterThan(1900);
  });
});

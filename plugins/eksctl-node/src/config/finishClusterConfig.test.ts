import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { findSchemaProblems } from './schema';
import { finishClusterConfig } from './finishClusterConfig';
import { serializeClusterConfig } from './serializeClusterConfig';
import { summarizeClusterConfig } from './summarizeClusterConfig';

const options = {
  clusterName: 'demo-x7',
  region: 'eu-west-1',
  tags: { 'eks-environments.io/environment-id': '01H' },
  accessEntries: [
    { principalArn: 'arn:aws:iam::111122223333:role/Dev' },
    { principalArn: 'arn:aws:iam::111122223333:role/Dev' },
    {
      principalArn: 'arn:aws:iam::111122223333:role/View',
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
      namespaces: ['team-a'],
    },
  ],
};

describe('finishClusterConfig', () => {
  it('puts in what is ours and writes the defaults that would bite', () => {
    const config: JsonObject = {
      metadata: {
        name: 'theirs',
        version: '1.34',
        tags: { team: 'a', 'eks-environments.io/environment-id': 'forged' },
      },
      managedNodeGroups: [{ name: 'workers', instanceType: 'm7i.large' }],
      addons: [{ name: 'coredns' }],
    };
    const before = structuredClone(config);
    const finished = finishClusterConfig(config, options);
    expect(config).toEqual(before);
    expect(findSchemaProblems(finished)).toEqual([]);
    expect(finished).toMatchObject({
      metadata: {
        name: 'demo-x7',
        region: 'eu-west-1',
        version: '1.34',
        tags: { team: 'a', 'eks-environments.io/environment-id': '01H' },
      },
      upgradePolicy: { supportType: 'STANDARD' },
      autoModeConfig: { enabled: false },
      vpc: { nat: { gateway: 'Single' } },
      managedNodeGroups: [{ disableIMDSv1: true, volumeEncrypted: true }],
    });
    expect(finished.addons?.map(({ name }) => name)).toEqual([
      'vpc-cni',
      'kube-proxy',
      'coredns',
      'metrics-server',
    ]);
    expect(finished.accessConfig?.accessEntries).toEqual([
      {
        principalARN: 'arn:aws:iam::111122223333:role/Dev',
        accessPolicies: [
          {
            policyARN:
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
            accessScope: { type: 'cluster' },
          },
        ],
      },
      {
        principalARN: 'arn:aws:iam::111122223333:role/View',
        accessPolicies: [
          {
            policyARN:
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
            accessScope: { type: 'namespace', namespaces: ['team-a'] },
          },
        ],
      },
    ]);
  });

  it('keeps what the template says', () => {
    const finished = finishClusterConfig(
      {
        upgradePolicy: { supportType: 'EXTENDED' },
        autoModeConfig: { enabled: true },
        vpc: { cidr: '10.0.0.0/16', nat: { gateway: 'HighlyAvailable' } },
      },
      { ...options, version: '1.35' },
    );
    expect(finished).toMatchObject({
      metadata: { version: '1.35' },
      upgradePolicy: { supportType: 'EXTENDED' },
      autoModeConfig: { enabled: true },
      vpc: { cidr: '10.0.0.0/16', nat: { gateway: 'HighlyAvailable' } },
    });
    expect(finished.addons).toEqual([{ name: 'metrics-server' }]);
  });

  it('sets a gateway where eksctl would crash, and none in a VPC that exists', () => {
    expect(finishClusterConfig({ vpc: { nat: {} } }, options).vpc).toEqual({
      nat: { gateway: 'Single' },
    });
    expect(finishClusterConfig({ vpc: { id: 'vpc-1' } }, options).vpc).toEqual({
      id: 'vpc-1',
    });
  });

  it('is written so that YAML 1.1 and 1.2 read it alike', () => {
    const finished = finishClusterConfig(
      { metadata: { tags: { on: 'yes', '012': '1:30' }, version: '1.30' } },
      options,
    );
    const yaml = serializeClusterConfig(finished);
    expect(parse(yaml, { version: '1.1' })).toEqual(finished);
    expect(parse(yaml, { version: '1.2' })).toEqual(finished);
  });
});

describe('summarizeClusterConfig', () => {
  it('adds up node groups with the sizes that eksctl would use', () => {
    const shape = summarizeClusterConfig({
      metadata: { name: 'demo', region: 'eu-west-1', version: '1.34' },
      managedNodeGroups: [
        { name: 'a', minSize: 1, maxSize: 4, privateNetworking: true },
        { name: 'b', desiredCapacity: 3, spot: true, volumeSize: 20 },
        { name: 'c', instanceTypes: ['m7i.large', 'm6i.large'] },
        { name: 'd', maxSize: 1 },
      ],
      nodeGroups: [
        {
          name: 'e',
          minSize: 0,
          maxSize: 2,
          instancesDistribution: {
            instanceTypes: ['c5.large'],
            onDemandPercentageAboveBaseCapacity: 0,
          },
        },
      ],
      vpc: { nat: { gateway: 'HighlyAvailable' } },
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    });
    expect(shape.nodeGroups).toEqual([
      {
        name: 'a',
        min: 1,
        desired: 1,
        max: 4,
        instanceTypes: ['m5.large'],
        spot: false,
        volumes: [{ type: 'gp3', sizeGb: 80 }],
        detailedMonitoring: false,
        publicIp: false,
      },
      {
        name: 'b',
        min: 3,
        desired: 3,
        max: 3,
        instanceTypes: ['m5.large'],
        spot: true,
        volumes: [{ type: 'gp3', sizeGb: 20 }],
        detailedMonitoring: false,
        publicIp: true,
      },
      {
        name: 'c',
        min: 2,
        desired: 2,
        max: 2,
        instanceTypes: ['m7i.large', 'm6i.large'],
        spot: false,
        volumes: [{ type: 'gp3', sizeGb: 80 }],
        detailedMonitoring: false,
        publicIp: true,
      },
      {
        name: 'd',
        min: 1,
        desired: 1,
        max: 1,
        instanceTypes: ['m5.large'],
        spot: false,
        volumes: [{ type: 'gp3', sizeGb: 80 }],
        detailedMonitoring: false,
        publicIp: true,
      },
      {
        name: 'e',
        min: 0,
        desired: 0,
        max: 2,
        instanceTypes: ['c5.large'],
        spot: true,
        volumes: [{ type: 'gp3', sizeGb: 80 }],
        detailedMonitoring: false,
        publicIp: true,
      },
    ]);
    expect(shape).toMatchObject({
      nodes: { min: 7, desired: 7, max: 12 },
      natGateways: 2,
      zones: 2,
      kubernetesVersion: '1.34',
    });
  });

  it('counts one NAT gateway by default and none where there is no network of its own', () => {
    const gateways = (vpc: JsonObject) =>
      summarizeClusterConfig({ metadata: {}, vpc }).natGateways;
    expect(gateways({})).toBe(1);
    expect(gateways({ nat: { gateway: 'Disable' } })).toBe(0);
    expect(gateways({ id: 'vpc-1' })).toBe(0);
  });

  describe('leaves out the defaults that eksctl refuses beside a config', () => {
    const finish = (config: JsonObject) => finishClusterConfig(config, options);

    it.each(['IPv6', 'ipv6', 'IPV6'])('sets no NAT with %s', ipFamily => {
      const config = { kubernetesNetworkConfig: { ipFamily } };
      expect(finish(config).vpc).toBeUndefined();
      expect(finish({ ...config, vpc: { cidr: '10.0.0.0/16' } }).vpc).toEqual({
        cidr: '10.0.0.0/16',
      });
      expect(
        findSchemaProblems({
          apiVersion: 'eksctl.io/v1alpha5',
          kind: 'ClusterConfig',
          metadata: { name: 'demo', region: 'eu-west-1' },
          ...config,
        }),
      ).toEqual([]);
    });

    it.each<[string, JsonObject]>([
      ['an existing VPC', { vpc: { id: 'vpc-1' } }],
      [
        'existing subnets',
        { vpc: { subnets: { public: { a: { id: 'subnet-1' } } } } },
      ],
    ])('sets no NAT in %s', (_, config) => {
      expect(finish(config).vpc).toEqual(config.vpc);
    });

    it('gives vpc-cni a role of its own with IPv6', () => {
      const ipv6 = { kubernetesNetworkConfig: { ipFamily: 'IPv6' } };
      const cni = { name: 'vpc-cni', useDefaultPodIdentityAssociations: true };
      const agent = { name: 'eks-pod-identity-agent' };
      expect(finish(ipv6).addons?.slice(0, 2)).toEqual([agent, cni]);
      expect(finish({ ...ipv6, addons: [agent] }).addons?.slice(0, 3)).toEqual([
        cni,
        { name: 'kube-proxy' },
        agent,
      ]);
      expect(finish({ ...ipv6, iam: { withOIDC: true } }).addons?.[0]).toEqual({
        name: 'vpc-cni',
      });
      const own = { name: 'vpc-cni', version: 'v1.20.0' };
      expect(finish({ ...ipv6, addons: [own] }).addons).toContainEqual(own);
    });

    it('adds the agent where add-ons get pod identities by themselves', () => {
      const { addons } = finish({
        addonsConfig: { autoApplyPodIdentityAssociations: true },
      });
      expect(addons?.[0]).toEqual({ name: 'eks-pod-identity-agent' });
    });

    it('adds no add-on twice for the case of its name', () => {
      const { addons = [] } = finish({ addons: [{ name: 'VPC-CNI' }] });
      expect(addons.map(({ name }) => name)).toEqual([
        'kube-proxy',
        'VPC-CNI',
        'coredns',
        'metrics-server',
      ]);
    });

    it('encrypts a disk of a self-managed group with its size', () => {
      const { nodeGroups } = finish({
        nodeGroups: [
          { name: 'a' },
          { name: 'b', volumeSize: 20 },
          { name: 'c', volumeEncrypted: false },
          { name: 'd', volumeKmsKeyID: 'key' },
        ],
      });
      expect(nodeGroups).toEqual([
        expect.objectContaining({ volumeEncrypted: true, volumeSize: 80 }),
        expect.objectContaining({ volumeEncrypted: true, volumeSize: 20 }),
        { name: 'c', disableIMDSv1: true, volumeEncrypted: false },
        expect.objectContaining({ volumeEncrypted: true, volumeSize: 80 }),
      ]);
    });

    it('leaves the disks of a launch template alone', () => {
      const { managedNodeGroups } = finish({
        managedNodeGroups: [{ name: 'a', launchTemplate: { id: 'lt-1' } }],
      });
      expect(managedNodeGroups).toEqual([
        { name: 'a', launchTemplate: { id: 'lt-1' }, disableIMDSv1: true },
      ]);
    });

    it('adds no access entries to CONFIG_MAP', () => {
      const { accessConfig } = finish({
        accessConfig: { authenticationMode: 'CONFIG_MAP' },
      });
      expect(accessConfig).toEqual({
        authenticationMode: 'CONFIG_MAP',
        bootstrapClusterCreatorAdminPermissions: true,
      });
    });

    it('adds neither add-ons nor access entries on an Outpost', () => {
      const outpost = {
        controlPlaneOutpostARN:
          'arn:aws:outposts:eu-west-1:111122223333:outpost/op-1',
      };
      const local = finish({ outpost });
      expect(local.addons).toBeUndefined();
      expect(local.accessConfig).toMatchObject({
        authenticationMode: 'CONFIG_MAP',
      });
      expect(local.accessConfig?.accessEntries).toBeUndefined();
      const newer = finish({
        outpost: { ...outpost, etcdInstanceType: 'm5.large' },
      });
      expect(newer.accessConfig?.accessEntries).toHaveLength(2);
    });
  });
});

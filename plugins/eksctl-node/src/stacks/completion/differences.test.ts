import {
  account,
  activeAddons,
  allStacks,
  config,
  everything,
  group,
  podIdentity,
  profile,
  role,
  roleArn,
  stack,
} from '../../__fixtures__/completedCluster';
import { AddonConfig, ClusterConfig } from '../../model/clusterConfig';
import { planCompletion } from '../planCompletion';
import { AddonPart, ClusterParts, CompletionStep } from '../types';

/** Parts that exist, but not as an uninterrupted creation would have left them. */

function plan(
  parts: Partial<ClusterParts>,
  of: ClusterConfig = config,
  stacks = allStacks,
): CompletionStep[] {
  return planCompletion({
    config: of,
    stacks: stacks.map(stack),
    parts: { ...everything, ...parts },
  });
}

/** The parts, with one add-on changed. */
function withAddon(
  name: string,
  changes: Partial<AddonPart>,
): Partial<ClusterParts> {
  return {
    addons: everything.addons.map(addon =>
      addon.name === name ? { ...addon, ...changes } : addon,
    ),
  };
}

/** The config, with one add-on changed. */
function wanting(name: string, changes: Partial<AddonConfig>): ClusterConfig {
  return {
    ...config,
    addons: config.addons?.map(addon =>
      addon.name === name ? { ...addon, ...changes } : addon,
    ),
  };
}

const otherRole = 'arn:aws:iam::111122223333:role/Other';

describe('vpc-cni that was made before the OIDC provider', () => {
  const noRole = withAddon('vpc-cni', { roleArn: undefined });

  it('gets the role that it could not have, by an update that names the policy', () => {
    const stacks = allStacks.filter(name => name !== 'addon-vpc-cni');
    expect(plan(noRole, config, stacks)).toEqual([
      {
        kind: 'eksctl',
        name: 'addonUpdates',
        missing: [],
        differing: [
          { name: 'vpc-cni', how: ['role none instead of one of its own'] },
        ],
        clear: [],
        args: expect.arrayContaining(['update', 'addon', '--force']),
        config: expect.objectContaining({
          addons: [
            {
              name: 'vpc-cni',
              attachPolicyARNs: [
                'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy',
              ],
            },
          ],
        }),
      },
    ]);
  });

  it('has the role made again that was begun: an update fails over a stack that is not complete', () => {
    expect(plan(noRole)).toMatchObject([
      { name: 'addonUpdates', clear: ['eksctl-demo-addon-vpc-cni'] },
    ]);
  });

  it.each(['CREATING', 'UPDATING'])('is waited for while it is %s', status => {
    expect(plan(withAddon('vpc-cni', { roleArn: undefined, status }))).toEqual([
      { kind: 'settle', reason: `The add-on vpc-cni is ${status}` },
    ]);
    expect(plan(withAddon('vpc-cni', { status }))).toEqual([]);
  });

  it('gets the role before there are nodes, which have its policy otherwise', () => {
    const names = plan({ ...noRole, nodeGroups: [] }, config, [
      'cluster',
    ]).flatMap(step => (step.kind === 'eksctl' ? step.name : []));
    expect(names.indexOf('addonUpdates')).toBeLessThan(
      names.indexOf('nodeGroups'),
    );
  });

  it('gets a policy for IPv6, in the words of the partition', () => {
    const ipv6 = {
      ...config,
      kubernetesNetworkConfig: { ipFamily: 'IPv6' },
    };
    const [step] = plan({ ...noRole, partition: 'aws-cn' }, ipv6);
    expect(step).toMatchObject({
      config: {
        addons: [
          {
            name: 'vpc-cni',
            attachPolicy: {
              Statement: [
                {
                  Action: expect.arrayContaining(['ec2:AssignIpv6Addresses']),
                },
                { Resource: 'arn:aws-cn:ec2:*:*:network-interface/*' },
              ],
            },
          },
        ],
      },
    });
  });

  it.each<[string, Partial<AddonConfig>]>([
    ['a role', { serviceAccountRoleARN: otherRole }],
    ['policies', { attachPolicyARNs: ['arn:aws:iam::aws:policy/Mine'] }],
    ['a policy', { attachPolicy: { Statement: [] } }],
    ['well-known policies', { wellKnownPolicies: { externalDNS: true } }],
  ])('gets %s that the config names, and nothing else', (_, own) => {
    expect(plan(noRole, wanting('vpc-cni', own))).toMatchObject([
      {
        name: 'addonUpdates',
        config: { addons: [{ name: 'vpc-cni', ...own }] },
      },
    ]);
    const [step] = plan(noRole, wanting('vpc-cni', own));
    expect(
      step.kind === 'eksctl' && step.config.addons?.map(Object.keys),
    ).toEqual([['name', ...Object.keys(own)]]);
  });

  it.each<[string, ClusterConfig]>([
    ['there is no OIDC provider', { ...config, iam: {} }],
    [
      'EKS says that it needs no permissions',
      wanting('kube-proxy', { serviceAccountRoleARN: otherRole }),
    ],
  ])('is as it should be where %s', (_, of) => {
    const addons = everything.addons.map(addon => ({
      ...addon,
      roleArn: of.iam?.withOIDC ? addon.roleArn : undefined,
      permissions: {
        required: addon.name !== 'kube-proxy',
        serviceAccounts: addon.permissions?.serviceAccounts ?? [],
      },
    }));
    const names = plan({ addons }, of).flatMap(step =>
      step.kind === 'eksctl' ? step.name : step.kind,
    );
    expect(names).not.toContain('addonUpdates');
  });
});

describe('an add-on that differs', () => {
  it('keeps its role, and the stack of it, when its version changes', () => {
    const old = withAddon('vpc-cni', {
      roleArn: roleArn('addon-vpc-cni'),
      version: 'v1.20.0-eksbuild.1',
    });
    expect(plan(old, wanting('vpc-cni', { version: '1.21' }))).toMatchObject([
      {
        name: 'addonUpdates',
        differing: [
          {
            name: 'vpc-cni',
            how: ['version "v1.20.0-eksbuild.1" instead of "1.21"'],
          },
        ],
        clear: [],
        config: { addons: [{ name: 'vpc-cni', version: '1.21' }] },
      },
    ]);
  });

  it.each(['1.20', 'v1.20.0-eksbuild.1', 'latest', undefined])(
    'has the version %s that is asked for',
    version => {
      const is = withAddon('coredns', { version: 'v1.20.0-eksbuild.1' });
      expect(plan(is, wanting('coredns', { version }))).toEqual([]);
    },
  );

  it('is changed by its configuration, not by how that is written', () => {
    const configured = wanting('coredns', {
      configurationValues: 'replicaCount: 3\n',
    });
    const is = (configurationValues?: string) =>
      plan(withAddon('coredns', { configurationValues }), configured);
    expect(is('{"replicaCount":3}')).toEqual([]);
    for (const other of ['{"replicaCount":2}', undefined]) {
      expect(is(other)).toMatchObject([
        {
          name: 'addonUpdates',
          config: {
            addons: [
              { name: 'coredns', configurationValues: 'replicaCount: 3\n' },
            ],
          },
        },
      ]);
    }
  });

  it.each<[string, ClusterConfig, Partial<ClusterParts>]>([
    ['tags', wanting('coredns', { tags: { team: 'a' } }), {}],
    [
      'namespace',
      wanting('coredns', { namespaceConfig: { namespace: 'dns' } }),
      {},
    ],
    [
      'DELETE_FAILED',
      config,
      withAddon('coredns', { status: 'DELETE_FAILED' }),
    ],
  ])('in what no update changes (%s) is removed first', (what, of, parts) => {
    expect(plan(parts, of)).toEqual([
      {
        kind: 'remove',
        part: 'addon',
        name: 'coredns',
        id: 'coredns',
        reason: expect.stringContaining(what),
      },
    ]);
  });

  it.each([
    [[]],
    [[{ serviceAccount: 'ebs-csi-controller-sa', roleArn: otherRole }]],
  ])('in its associations is removed first: %j', podIdentities => {
    expect(
      plan(withAddon('aws-ebs-csi-driver', { podIdentities })),
    ).toMatchObject([
      {
        kind: 'remove',
        part: 'addon',
        id: 'aws-ebs-csi-driver',
        reason: expect.stringContaining('ebs-csi-controller-sa'),
      },
    ]);
  });

  it('in associations that the config names is removed first', () => {
    const named = wanting('aws-ebs-csi-driver', {
      useDefaultPodIdentityAssociations: undefined,
      podIdentityAssociations: [
        {
          namespace: 'kube-system',
          serviceAccountName: 'ebs-csi-controller-sa',
          roleARN: role,
        },
      ],
    });
    expect(plan({}, named)).toMatchObject([{ kind: 'remove' }]);
    const podIdentities = [
      { serviceAccount: 'ebs-csi-controller-sa', roleArn: role },
    ];
    expect(
      plan(withAddon('aws-ebs-csi-driver', { podIdentities }), named),
    ).toEqual([]);
  });

  it('is waited for while it is deleted', () => {
    expect(plan(withAddon('coredns', { status: 'DELETING' }))).toEqual([
      { kind: 'settle', reason: 'The add-on coredns is DELETING' },
    ]);
  });

  it('and was not asked for is left alone', () => {
    const addons = [...everything.addons, ...activeAddons('mine')];
    expect(plan({ addons })).toEqual([]);
  });
});

describe('an access entry that differs', () => {
  const [entry] = everything.accessEntries;
  const differing = [
    { ...entry, policies: [] },
    { ...entry, groups: ['masters'] },
    { ...entry, policies: [{ ...entry.policies[0], scope: 'namespace' }] },
  ];

  it.each(differing)('is made again where eksctl made it: %j', found => {
    expect(plan({ accessEntries: [found] })).toMatchObject([
      {
        name: 'accessEntries',
        missing: [],
        differing: [{ name: role }],
        clear: ['eksctl-demo-accessentry-ABC'],
      },
    ]);
  });

  it.each(differing)('is not touched where eksctl did not: %j', found => {
    const stacks = allStacks.filter(name => !name.startsWith('accessentry'));
    expect(plan({ accessEntries: [found] }, config, stacks)).toEqual([
      { kind: 'impossible', reason: expect.stringContaining(role) },
    ]);
  });

  it('is made again where its stack has lost it', () => {
    expect(plan({ accessEntries: [] })).toMatchObject([
      { missing: [role], clear: ['eksctl-demo-accessentry-ABC'] },
    ]);
  });
});

describe('a service account that differs', () => {
  const [shop, given] = everything.serviceAccounts;

  it.each([{ ...shop, annotations: {} }, account('web/shop', otherRole)])(
    'gets the role of a new stack: %j',
    found => {
      expect(plan({ serviceAccounts: [found, given] })).toMatchObject([
        {
          name: 'serviceAccounts',
          differing: [{ name: 'web/shop' }],
          clear: ['eksctl-demo-addon-iamserviceaccount-web-shop'],
          args: expect.arrayContaining(['--override-existing-serviceaccounts']),
        },
      ]);
    },
  );

  it('gets the role that the config names', () => {
    const found = account('default/given', otherRole);
    expect(plan({ serviceAccounts: [shop, found] })).toMatchObject([
      { differing: [{ name: 'default/given' }], clear: [] },
    ]);
  });

  it('gets the labels and annotations that the config names, beside those that it has', () => {
    const metadata = {
      name: 'shop',
      namespace: 'web',
      labels: { team: 'a' },
      annotations: { note: 'x' },
    };
    const labelled: ClusterConfig = {
      ...config,
      iam: { ...config.iam, serviceAccounts: [{ metadata }] },
    };
    expect(plan({}, labelled)).toMatchObject([
      { name: 'serviceAccounts', differing: [{ name: 'web/shop' }] },
    ]);
    const found = {
      ...shop,
      labels: { team: 'a', 'app.kubernetes.io/managed-by': 'eksctl' },
      annotations: { ...shop.annotations, note: 'x' },
    };
    expect(plan({ serviceAccounts: [found] }, labelled)).toEqual([]);
  });
});

describe('a pod identity association that differs', () => {
  const [velero, cart] = everything.podIdentities;
  const wantingVelero = (more: object): ClusterConfig => ({
    ...config,
    iam: {
      ...config.iam,
      podIdentityAssociations: [
        { namespace: 'velero', serviceAccountName: 'velero', ...more },
      ],
    },
  });

  it.each<[string, ClusterConfig, object]>([
    ['the role of another stack', config, { roleArn: otherRole }],
    ['another role', wantingVelero({ roleARN: role }), {}],
    ['another target', wantingVelero({ targetRoleARN: role }), {}],
    ['session tags', wantingVelero({ disableSessionTags: true }), {}],
    ['no tags', wantingVelero({ tags: { team: 'a' } }), {}],
  ])('by %s is removed, to be made again', (_, of, changes) => {
    expect(
      plan({ podIdentities: [{ ...velero, ...changes }, cart] }, of),
    ).toMatchObject([
      { kind: 'remove', part: 'podIdentity', id: 'id-of-velero/velero' },
    ]);
  });

  it('and was not asked for is left alone', () => {
    const podIdentities = [...everything.podIdentities, podIdentity('a/b')];
    expect(plan({ podIdentities })).toEqual([]);
  });
});

describe('a Fargate profile that differs', () => {
  const [batch, web] = everything.fargateProfiles;
  const wantingBatch = (more: object): ClusterConfig => ({
    ...config,
    fargateProfiles: [
      { name: 'batch', selectors: [{ namespace: 'batch' }], ...more },
    ],
  });

  it.each<[string, ClusterConfig, object]>([
    ['selectors', config, { selectors: [{ namespace: 'b', labels: {} }] }],
    ['selectors', config, { selectors: [] }],
    ['tags', wantingBatch({ tags: { team: 'a' } }), {}],
    ['subnets', wantingBatch({ subnets: ['subnet-2'] }), {}],
    ['role', wantingBatch({ podExecutionRoleARN: otherRole }), {}],
  ])('by its %s is removed, to be made again', (what, of, changes) => {
    expect(
      plan({ fargateProfiles: [{ ...batch, ...changes }, web] }, of),
    ).toMatchObject([
      {
        kind: 'remove',
        part: 'fargateProfile',
        id: 'batch',
        reason: expect.stringContaining(what),
      },
    ]);
  });

  it('and was not asked for is left alone', () => {
    const fargateProfiles = [...everything.fargateProfiles, profile('other')];
    expect(plan({ fargateProfiles })).toEqual([]);
  });
});

describe('a node group that differs', () => {
  const own = group('own');
  const policies = own.policies ?? [];
  const wantingGroup = (more: object, withOIDC = true): ClusterConfig => ({
    ...config,
    iam: { ...config.iam, withOIDC },
    managedNodeGroups: [{ name: 'workers', ...more }],
  });

  it.each<[string, ClusterConfig, object]>([
    [
      'has AmazonEKS_CNI_Policy',
      config,
      { policies: [...policies, 'AmazonEKS_CNI_Policy'] },
    ],
    [
      'lacks AmazonEKSWorkerNodePolicy',
      config,
      { policies: policies.slice(1) },
    ],
    [
      'lacks CloudWatchAgentServerPolicy',
      wantingGroup({ iam: { withAddonPolicies: { cloudWatch: true } } }),
      {},
    ],
    [
      'lacks Mine',
      wantingGroup({
        iam: { attachPolicyARNs: ['arn:aws:iam::111122223333:policy/x/Mine'] },
      }),
      {},
    ],
    ['minSize', wantingGroup({ minSize: 1 }), {}],
    ['maxSize', wantingGroup({ maxSize: 5 }), {}],
    ['labels', wantingGroup({ labels: { tier: 'web' } }), {}],
    [
      'taints',
      wantingGroup({ taints: [{ key: 'gpu', effect: 'NoSchedule' }] }),
      {},
    ],
    ['tags', wantingGroup({ tags: { team: 'a' } }), {}],
    [
      'Auto Scaling group',
      wantingGroup({ propagateASGTags: true }),
      group('workers', { isFinished: false }),
    ],
  ])('(%s) is made again', (what, of, changes) => {
    const workers = { ...group('workers', {}), ...changes };
    expect(plan({ nodeGroups: [workers, own] }, of)).toMatchObject([
      {
        name: 'nodeGroups',
        missing: [],
        differing: [{ name: 'workers', how: [expect.stringContaining(what)] }],
        clear: ['eksctl-demo-nodegroup-workers'],
      },
    ]);
  });

  it('has the policy of vpc-cni where there is no OIDC provider', () => {
    const nodes = wantingGroup({}, false);
    const names = (of: ClusterConfig, more: string[]) =>
      plan(
        {
          nodeGroups: ['workers', 'own'].map(name => ({
            ...group(name, name === 'workers' ? {} : undefined),
            policies: [...policies, ...more],
          })),
        },
        of,
      ).flatMap(step => (step.kind === 'eksctl' ? step.name : []));
    expect(names(nodes, ['AmazonEKS_CNI_Policy'])).not.toContain('nodeGroups');
    expect(names(nodes, [])).toContain('nodeGroups');
  });

  it('may have policies that AWS itself attached, and anything where its role is not of eksctl', () => {
    const workers = {
      ...group('workers', { labels: { more: 'x' }, isFinished: false }),
      policies: [...policies, 'AmazonSSMPatchAssociation'],
    };
    expect(plan({ nodeGroups: [workers, own] })).toEqual([]);
    const foreign = { ...workers, policies: [] };
    expect(
      plan(
        { nodeGroups: [foreign, own] },
        wantingGroup({ iam: { instanceRoleARN: role } }),
      ),
    ).toEqual([]);
  });

  it('is made again where EKS does not have it, although its stack is there', () => {
    expect(plan({ nodeGroups: [own] })).toMatchObject([
      { name: 'nodeGroups', clear: ['eksctl-demo-nodegroup-workers'] },
    ]);
  });

  it('is made with the policies of an uninterrupted creation, whatever vpc-cni has by now', () => {
    const policiesAskedFor = (of: ClusterConfig) =>
      plan({}, of, ['cluster']).flatMap(step =>
        step.kind === 'eksctl' && step.name === 'nodeGroups'
          ? step.config.managedNodeGroups?.map(
              ({ iam }) => iam?.attachPolicyARNs,
            )
          : [],
      );
    const usual = [
      'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
      'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    ];
    const mine = ['arn:aws:iam::111122223333:policy/Mine'];
    expect(policiesAskedFor(config)).toEqual([usual]);
    expect(policiesAskedFor(wantingGroup({}, false))).toEqual([
      [
        usual[0],
        'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy',
        ...usual.slice(1),
      ],
    ]);
    expect(
      policiesAskedFor(wantingGroup({ iam: { attachPolicyARNs: mine } })),
    ).toEqual([mine]);
    expect(
      policiesAskedFor(wantingGroup({ iam: { instanceRoleARN: role } })),
    ).toEqual([undefined]);
  });
});

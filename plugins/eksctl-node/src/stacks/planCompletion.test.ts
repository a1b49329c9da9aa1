import {
  account,
  activeAddons,
  allStacks,
  config,
  everything,
  group,
  nothing,
  podIdentity,
  profile,
  role,
  roleArn,
  stack,
} from '../__fixtures__/completedCluster';
import { finishClusterConfig } from '../config/finishClusterConfig';
import { ClusterConfig } from '../model/clusterConfig';
import { planCompletion } from './planCompletion';
import { ClusterParts, CompletionStep, FinishStep } from './types';

function planAll(
  stacks: string[],
  parts: Partial<ClusterParts>,
  of: ClusterConfig = config,
): CompletionStep[] {
  return planCompletion({
    config: of,
    stacks: stacks.map(stack),
    parts: { ...everything, ...parts },
  });
}

/** The steps, all of which are eksctl commands. */
function plan(...given: Parameters<typeof planAll>): FinishStep[] {
  return planAll(...given).map(step => {
    if (step.kind !== 'eksctl') {
      throw new Error(`${step.kind} is no command of eksctl`);
    }
    return step;
  });
}

describe('planCompletion', () => {
  it('has nothing to do when everything is there', () => {
    expect(plan(allStacks, {})).toEqual([]);
  });

  it('makes everything, in the order in which one thing needs another', () => {
    expect(
      plan(['cluster'], nothing).map(({ name, missing }) => [name, missing]),
    ).toEqual([
      ['accessEntries', [role]],
      ['oidcProvider', ['OIDC provider']],
      ['networkAddons', ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent']],
      ['serviceAccounts', ['web/shop', 'default/given']],
      ['fargateProfiles', ['batch', 'web']],
      ['nodeGroups', ['workers', 'own']],
      ['addons', ['aws-ebs-csi-driver', 'coredns', 'metrics-server']],
      ['podIdentities', ['velero/velero', 'web/cart']],
    ]);
  });

  it('makes nothing that the config does not want', () => {
    const bare = finishClusterConfig(
      { addonsConfig: { disableDefaultAddons: true } },
      { clusterName: 'demo', region: 'eu-west-1', tags: {}, accessEntries: [] },
    );
    expect(plan(['cluster'], nothing, bare)).toEqual([]);
  });

  it('has all add-ons made at once where no nodes are to come', () => {
    const autoMode = finishClusterConfig(
      { autoModeConfig: { enabled: true }, addons: [{ name: 'vpc-cni' }] },
      { clusterName: 'demo', region: 'eu-west-1', tags: {}, accessEntries: [] },
    );
    expect(plan(['cluster'], nothing, autoMode)).toMatchObject([
      { name: 'addons', missing: ['vpc-cni', 'metrics-server'] },
    ]);
    expect(plan(allStacks, { addons: [] })).toMatchObject([{ name: 'addons' }]);
  });

  it('asks for the missing add-ons alone, after the role of one that never came is deleted', () => {
    const [step, ...more] = plan(allStacks, {
      addons: activeAddons('vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'),
    });
    expect(more).toEqual([]);
    expect(step).toMatchObject({
      name: 'addons',
      clear: [
        'eksctl-demo-addon-aws-ebs-csi-driver-podidentityrole-ebs-csi-controller-sa',
      ],
      args: expect.arrayContaining(['create', 'addon']),
      config: {
        metadata: { name: 'demo' },
        addons: [
          { name: 'aws-ebs-csi-driver' },
          { name: 'coredns' },
          { name: 'metrics-server' },
        ],
      },
    });
    expect(step.config.iam?.podIdentityAssociations).toBeUndefined();
  });

  it('makes an add-on again whose creation failed, and leaves one alone that is not well', () => {
    const whenCorednsIs = (status: string) =>
      plan(allStacks, {
        addons: everything.addons.map(addon =>
          addon.name === 'coredns' ? { ...addon, status } : addon,
        ),
      });
    expect(whenCorednsIs('CREATE_FAILED')).toMatchObject([
      { name: 'addons', missing: ['coredns'] },
    ]);
    expect(whenCorednsIs('DEGRADED')).toEqual([]);
    expect(whenCorednsIs('CREATING')).toEqual([]);
  });

  it('asks for the missing associations alone: eksctl fails over those that exist', () => {
    expect(
      plan(allStacks, { podIdentities: [podIdentity('velero/velero')] }),
    ).toMatchObject([
      {
        name: 'podIdentities',
        missing: ['web/cart'],
        clear: ['eksctl-demo-podidentityrole-web-cart'],
        config: {
          addons: config.addons,
          iam: {
            podIdentityAssociations: [
              { namespace: 'web', serviceAccountName: 'cart' },
            ],
          },
        },
      },
    ]);
  });

  it('makes the role of a service account again that Kubernetes does not have: eksctl leaves out what has a stack', () => {
    expect(
      plan(allStacks, { serviceAccounts: [account('default/given', role)] }),
    ).toMatchObject([
      {
        name: 'serviceAccounts',
        missing: ['web/shop'],
        clear: ['eksctl-demo-addon-iamserviceaccount-web-shop'],
      },
    ]);
    expect(
      plan(allStacks, {
        serviceAccounts: [
          account('web/shop', roleArn('addon-iamserviceaccount-web-shop')),
        ],
      }),
    ).toMatchObject([
      { name: 'serviceAccounts', missing: ['default/given'], clear: [] },
    ]);
  });

  it('asks Kubernetes nothing for an account that is a role alone', () => {
    const roleOnly: ClusterConfig = {
      ...config,
      iam: {
        serviceAccounts: [{ metadata: { name: 'shop' }, roleOnly: true }],
      },
    };
    const stacks = [...allStacks, 'addon-iamserviceaccount-default-shop'];
    expect(
      plan(stacks, nothing, roleOnly).map(({ name }) => name),
    ).not.toContain('serviceAccounts');
    expect(plan(allStacks, nothing, roleOnly)).toContainEqual(
      expect.objectContaining({ missing: ['default/shop'], clear: [] }),
    );
  });

  it('tells node groups by their stacks, managed or not', () => {
    expect(
      plan(
        allStacks.filter(name => name !== 'nodegroup-own'),
        {},
      ),
    ).toMatchObject([{ name: 'nodeGroups', missing: ['own'] }]);
  });

  describe('with nodes that pods can use by a device plugin alone', () => {
    const groups = [
      { name: 'plain' },
      { name: 'gpu', instanceType: 'g5.xlarge' },
      { name: 'neuron', instanceTypes: ['inf2.xlarge', 'inf2.8xlarge'] },
      { name: 'amd', instanceType: 'g4ad.xlarge' },
      { name: 'own', instanceType: 'g5.xlarge', amiFamily: 'Bottlerocket' },
      { name: 'net', efaEnabled: true },
    ];
    const accelerated = {
      ...config,
      managedNodeGroups: groups,
      nodeGroups: [],
    };
    const stacks = [
      ...allStacks,
      ...groups.map(({ name }) => `nodegroup-${name}`),
    ];
    const nodeGroups = groups.map(({ name }) => group(name, {}));
    const all = [
      'neuron-device-plugin',
      'nvidia-device-plugin-daemonset',
      'aws-efa-k8s-device-plugin',
    ];

    it.each([
      ['nvidia-device-plugin-daemonset', 'gpu'],
      ['neuron-device-plugin', 'neuron'],
      ['aws-efa-k8s-device-plugin', 'net'],
    ])('makes the group again that %s comes with', (plugin, name) => {
      const devicePlugins = all.filter(other => other !== plugin);
      expect(
        plan(stacks, { devicePlugins, nodeGroups }, accelerated),
      ).toMatchObject([
        {
          name: 'nodeGroups',
          missing: [],
          differing: [
            { name, how: [`Kubernetes lacks its device plugin ${plugin}`] },
          ],
          clear: [`eksctl-demo-nodegroup-${name}`],
        },
      ]);
    });

    it.each([[all], [undefined]])(
      'has nothing to do where they are there, or were not asked for: %j',
      devicePlugins => {
        expect(
          plan(stacks, { devicePlugins, nodeGroups }, accelerated),
        ).toEqual([]);
      },
    );
  });

  it('tells Fargate profiles by EKS, which makes them without a stack', () => {
    expect(
      plan(allStacks, { fargateProfiles: [profile('web')] }),
    ).toMatchObject([
      {
        name: 'fargateProfiles',
        missing: ['batch'],
        config: { fargateProfiles: [{ name: 'batch' }] },
      },
    ]);
  });

  describe('with a Fargate profile that', () => {
    const batchIs = (status: string) => [
      profile('web'),
      profile('batch', status),
    ];

    it.each(['CREATE_FAILED', 'DELETE_FAILED'])(
      'is %s: has it removed, since eksctl takes it for one that is there',
      status => {
        const fargateProfiles = batchIs(status);
        expect(planAll(allStacks, { fargateProfiles })).toEqual([
          {
            kind: 'remove',
            part: 'fargateProfile',
            name: 'batch',
            id: 'batch',
            reason: `The Fargate profile batch is ${status}: no role`,
          },
        ]);
      },
    );

    it.each(['CREATING', 'DELETING'])(
      'is %s: waits, since EKS is at one profile at a time and eksctl leaves out what it refuses',
      status => {
        const fargateProfiles = batchIs(status).slice(1);
        expect(planAll(allStacks, { fargateProfiles })).toEqual([
          {
            kind: 'settle',
            reason: `The Fargate profile batch is ${status}`,
          },
        ]);
      },
    );

    it('failed and is not of the config: leaves it alone', () => {
      const foreign = profile('foreign', 'CREATE_FAILED');
      expect(
        planAll(allStacks, {
          fargateProfiles: [...everything.fargateProfiles, foreign],
        }),
      ).toEqual([]);
    });

    it('failed, and no node groups: counts as nodes that are to come', () => {
      const fargateOnly = { ...config, managedNodeGroups: [], nodeGroups: [] };
      const steps = planAll(
        allStacks,
        { addons: [], fargateProfiles: batchIs('CREATE_FAILED') },
        fargateOnly,
      );
      expect(steps.slice(0, 2)).toMatchObject([
        { name: 'networkAddons' },
        { kind: 'remove', part: 'fargateProfile' },
      ]);
    });
  });

  describe('with logs of the control plane that are to be kept for some days', () => {
    const logging = (clusterLogging: object): ClusterConfig => ({
      ...config,
      cloudWatch: { clusterLogging },
    });
    const weekly = logging({ enableTypes: ['audit'], logRetentionInDays: 7 });

    it.each([{}, { retentionInDays: 30 }])(
      'sets what eksctl sets in a create alone, where the log group has %p',
      logGroup => {
        expect(planAll(allStacks, { logGroup }, weekly)).toEqual([
          { kind: 'setLogRetention', retentionInDays: 7 },
        ]);
      },
    );

    it('has nothing to do where they are kept so long', () => {
      const logGroup = { retentionInDays: 7 };
      expect(planAll(allStacks, { logGroup }, weekly)).toEqual([]);
    });

    it('waits for the log group, which EKS makes, and keeps nothing else waiting', () => {
      expect(planAll(['cluster'], nothing, weekly).pop()).toEqual({
        kind: 'settle',
        reason: 'CloudWatch has no log group of the control plane yet',
      });
    });

    it.each([
      [{ enableTypes: ['audit'] }],
      [{ logRetentionInDays: 7 }],
      [{ enableTypes: [], logRetentionInDays: 7 }],
    ])('sets nothing for %j, as eksctl', clusterLogging => {
      expect(planAll(allStacks, {}, logging(clusterLogging))).toEqual([]);
    });
  });
});

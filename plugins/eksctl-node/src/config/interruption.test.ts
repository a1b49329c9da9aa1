import { readFileSync } from 'node:fs';
import { JsonObject } from '@backstage/types';
import { planCompletion } from '../stacks/planCompletion';
import { ClusterParts, CompletionStep } from '../stacks/types';
import { packageFile } from '../util/packageFile';
import { checkClusterConfig } from './checkClusterConfig';
import { finishClusterConfig } from './finishClusterConfig';
import { checkInterruption, PartOfCreate, partsOfCreate } from './interruption';
import { ClusterConfig } from '../model/clusterConfig';

const { definitions } = JSON.parse(
  readFileSync(
    packageFile('schema', 'eksctl-clusterconfig.schema.json'),
    'utf8',
  ),
);
const partsOfSchema = Object.keys(definitions.ClusterConfig.properties);

const principalARN = 'arn:aws:iam::111122223333:role/Dev';

/** For each part that is created after the cluster stack, a config with everything that can be created for it. */
const samples: Record<string, JsonObject> = {
  accessConfig: { accessConfig: { accessEntries: [{ principalARN }] } },
  addons: {
    addons: [
      { name: 'vpc-cni' },
      { name: 'kube-proxy', version: 'v2' },
      { name: 'coredns' },
    ],
    managedNodeGroups: [{ name: 'workers' }],
  },
  capabilities: { capabilities: [{ name: 'argocd', type: 'ARGOCD' }] },
  cloudWatch: {
    cloudWatch: {
      clusterLogging: { enableTypes: ['audit'], logRetentionInDays: 7 },
    },
  },
  fargateProfiles: {
    fargateProfiles: [{ name: 'web', selectors: [{ namespace: 'web' }] }],
  },
  gitops: { gitops: { flux: { gitProvider: 'github', flags: {} } } },
  iam: {
    iam: {
      withOIDC: true,
      serviceAccounts: [{ metadata: { name: 'shop' } }],
      podIdentityAssociations: [
        { namespace: 'velero', serviceAccountName: 'velero' },
      ],
    },
  },
  iamIdentityMappings: {
    iamIdentityMappings: [{ arn: principalARN, username: 'dev' }],
  },
  identityProviders: {
    identityProviders: [
      { type: 'oidc', name: 'own', clientID: 'a', issuerURL: 'https://b' },
    ],
  },
  karpenter: { karpenter: { version: '1.6.0' } },
  managedNodeGroups: { managedNodeGroups: [{ name: 'workers' }] },
  nodeGroups: { nodeGroups: [{ name: 'own' }] },
  privateCluster: { privateCluster: { enabled: true } },
};

/** Nothing, except an add-on of a version other than the sample's. */
const hardlyAnything: ClusterParts = {
  partition: 'aws',
  addons: [
    {
      name: 'kube-proxy',
      status: 'ACTIVE',
      issues: [],
      version: 'v1',
      podIdentities: [],
      tags: {},
    },
  ],
  accessEntries: [],
  fargateProfiles: [],
  podIdentities: [],
  oidcProvider: false,
  serviceAccounts: [],
  nodeGroups: [],
  logGroup: {},
};

const isOf = (names: readonly string[]) => (name: string) =>
  names.includes(name);

const nameOf = (step: CompletionStep) =>
  step.kind === 'eksctl' ? step.name : step.kind;

/** The completion steps for a config whose creation stopped after the cluster stack. */
function completionOf(config: JsonObject): string[] {
  const finished = finishClusterConfig(
    { addonsConfig: { disableDefaultAddons: true }, ...config },
    { clusterName: 'demo', region: 'eu-west-1', tags: {}, accessEntries: [] },
  );
  return planCompletion({
    config: finished,
    stacks: [],
    parts: hardlyAnything,
  }).map(nameOf);
}

const findingsOf = (config: JsonObject) =>
  checkInterruption({ metadata: { name: 'demo' }, ...config } as ClusterConfig);

function partsOfKind<Kind extends PartOfCreate['kind']>(
  kind: Kind,
): [path: string, part: Extract<PartOfCreate, { kind: Kind }>][] {
  return Object.entries(partsOfCreate).flatMap(([path, part]) =>
    isOfKind(part, kind) ? [[path, part]] : [],
  );
}

function isOfKind<Kind extends PartOfCreate['kind']>(
  part: PartOfCreate,
  kind: Kind,
): part is Extract<PartOfCreate, { kind: Kind }> {
  return part.kind === kind;
}

describe('a creation that is interrupted', () => {
  it('has a word on every part that eksctl’s schema knows', () => {
    expect(Object.keys(partsOfCreate).sort()).toEqual(partsOfSchema.sort());
  });

  it.each(partsOfKind('completed'))('is completed with %s', (path, { by }) => {
    expect(completionOf(samples[path])).toEqual(expect.arrayContaining(by));
    expect(completionOf({}).filter(isOf(by))).toEqual([]);
    expect(findingsOf(samples[path])).toEqual([]);
  });

  it.each(partsOfKind('refused'))(
    'never has %s',
    (path, { because, instead }) => {
      expect(findingsOf(samples[path])).toEqual([
        {
          severity: 'error',
          code: 'not-resumable',
          path,
          message: `${path} is not possible, because eksctl ${because}: a creation that was interrupted could end without it. ${instead}`,
        },
      ]);
    },
  );

  it('leaves the rest to the cluster stack', () => {
    const rest = partsOfKind('clusterStack').map(([path]) => path);
    expect([...Object.keys(samples), ...rest].sort()).toEqual(
      partsOfSchema.sort(),
    );
  });

  it('is refused before anybody approves it, whatever the blueprint allows', () => {
    const findings = checkClusterConfig(samples.karpenter, {
      allowedPaths: ['**'],
      clusterName: 'demo',
      region: 'eu-west-1',
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'not-resumable', path: 'karpenter' }),
    );
  });

  it.each<[string, JsonObject]>([
    [
      'accessConfig.authenticationMode',
      {
        accessConfig: { authenticationMode: 'CONFIG_MAP' },
        nodeGroups: [{ name: 'own' }],
      },
    ],
    [
      'fargateProfiles[1].selectors',
      {
        fargateProfiles: [
          { name: 'web', selectors: [{ namespace: 'web' }] },
          { name: 'system', selectors: [{ namespace: 'kube-system' }] },
        ],
      },
    ],
    [
      'fargateProfiles[0].selectors',
      {
        fargateProfiles: [
          {
            name: 'dns',
            selectors: [
              {
                namespace: 'kube-system',
                labels: { 'eks.amazonaws.com/component': 'coredns' },
              },
            ],
          },
        ],
      },
    ],
    [
      'managedNodeGroups[0].amiFamily',
      {
        managedNodeGroups: [
          { name: 'w', amiFamily: 'WindowsServer2022CoreContainer' },
        ],
      },
    ],
    [
      'nodeGroups[0].asgSuspendProcesses',
      { nodeGroups: [{ name: 'own', asgSuspendProcesses: ['Launch'] }] },
    ],
  ])('would not have %s', (path, config) => {
    expect(findingsOf(config)).toEqual([
      expect.objectContaining({ code: 'not-resumable', path }),
    ]);
  });

  it.each<JsonObject>([
    { capabilities: [], iamIdentityMappings: [], identityProviders: [] },
    { privateCluster: { enabled: false } },
    { accessConfig: { authenticationMode: 'CONFIG_MAP' } },
    {
      accessConfig: { authenticationMode: 'API' },
      nodeGroups: [{ name: 'own', asgSuspendProcesses: [] }],
    },
    {
      fargateProfiles: [
        {
          name: 'mesh',
          selectors: [{ namespace: 'kube-system', labels: { app: 'mesh' } }],
        },
      ],
    },
    {
      managedNodeGroups: [
        { name: 'plain' },
        { name: 'named', amiFamily: 'AmazonLinux2023' },
      ],
    },
  ])('loses nothing of %j', config => {
    expect(findingsOf(config)).toEqual([]);
  });
});

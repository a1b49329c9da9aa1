import type { JsonObject } from '@backstage/types';
import type { ProvisionerBlueprint } from 'backstage-plugin-eks-environments-node';
import { type BuildOptions, finishConfig, prepareConfig } from './buildConfig';
import { questionsOf, type RegionAnswers } from '../preflight/regionAnswers';

const PORTAL = 'arn:aws:iam::111122223333:role/platform/portal';
const OWNER = 'arn:aws:iam::111122223333:role/Dev';

async function build(
  config: JsonObject,
  answers: RegionAnswers = {},
  rules: BuildOptions['rules'] = {},
) {
  const options: BuildOptions = {
    // The config needs nothing else of a blueprint.
    blueprint: {
      raw: true,
      parameters: {},
      allowedPaths: ['accessConfig.accessEntries[].**'],
    } as Partial<ProvisionerBlueprint> as ProvisionerBlueprint,
    values: { config },
    name: 'shop',
    clusterName: 'shop-0a1b2c3d',
    owner: 'group:default/team-shop',
    account: 'sandbox',
    region: 'eu-west-1',
    tags: {},
    accessEntries: [{ principalArn: OWNER }],
    rules,
  };
  const prepared = await prepareConfig(options);
  return prepared.kind === 'refused'
    ? prepared
    : finishConfig(prepared, options, answers);
}

const problemsOf = (built: Awaited<ReturnType<typeof build>>) =>
  built.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);

const locked = (access: JsonObject = {}) => ({
  accessConfig: { bootstrapClusterCreatorAdminPermissions: false, ...access },
});
const CREATOR = 'accessConfig.bootstrapClusterCreatorAdminPermissions';

describe('a config whose creator gets no rights', () => {
  const known: RegionAnswers = {
    portalPrincipal: { kind: 'known', value: PORTAL },
  };

  it('gives the portal an access entry', async () => {
    const built = await build(locked(), known);
    expect(problemsOf(built)).toEqual([]);
    const { yaml } = built as typeof built & { kind: 'config' };
    expect(yaml).toContain(PORTAL);
    expect(yaml).toContain(OWNER);
  });

  it('is the only one for which AWS is asked who the portal is', async () => {
    expect(questionsOf(locked()).portalPrincipal).toBe(true);
    expect(questionsOf({}).portalPrincipal).toBe(false);
    expect(
      questionsOf({
        accessConfig: { bootstrapClusterCreatorAdminPermissions: true },
      }).portalPrincipal,
    ).toBe(false);
  });

  it.each<[string, JsonObject, RegionAnswers, string]>([
    [
      'there are no access entries',
      locked({ authenticationMode: 'CONFIG_MAP' }),
      known,
      `error portal-access ${CREATOR}`,
    ],
    [
      'nobody knows who the portal is',
      locked(),
      { portalPrincipal: { kind: 'unknown', reason: 'no keys' } },
      `error portal-access ${CREATOR}`,
    ],
    [
      'it gives the portal an entry with less',
      locked({
        accessEntries: [
          {
            principalARN: PORTAL,
            accessPolicies: [
              {
                policyARN:
                  'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
                accessScope: { type: 'cluster' },
              },
            ],
          },
        ],
      }),
      known,
      'error portal-access accessConfig.accessEntries[0]',
    ],
  ])('is refused where %s', async (_, config, answers, problem) => {
    const built = await build(config, answers);
    expect(built.kind).toBe('refused');
    expect(problemsOf(built)).toContain(problem);
  });
});

describe('the version of a config', () => {
  it.each([
    ['latest', 'latest'],
    ['auto', 'auto'],
    ['1.34', undefined],
    ['newest', undefined],
    ['', undefined],
  ])('"%s" is asked of AWS as %s', async (version, asked) => {
    expect(questionsOf({ metadata: { version } }).version).toBe(asked);
  });

  it('is a concrete one in what is approved', async () => {
    const built = await build(
      { metadata: { version: 'latest' } },
      { version: { kind: 'known', value: '1.36' } },
    );
    expect(built).toMatchObject({
      kind: 'config',
      shape: { kubernetesVersion: '1.36' },
      yaml: expect.not.stringContaining('latest'),
      findings: [
        {
          severity: 'info',
          code: 'version-resolved',
          message:
            'The cluster will have Kubernetes 1.36, which is what "latest" means in eu-west-1 now',
        },
      ],
    });
  });

  it('is refused where AWS does not say which it is', async () => {
    const built = await build(
      { metadata: { version: 'latest' } },
      { version: { kind: 'unknown', reason: 'no keys' } },
    );
    expect(problemsOf(built)).toEqual([
      'error version-unresolved metadata.version',
    ]);
  });
});

describe('name and region of a raw config', () => {
  it('are never replaced without a word', async () => {
    const built = await build({
      metadata: { name: 'mine', region: 'us-east-1' },
    });
    expect(built.findings).toEqual([
      {
        severity: 'info',
        code: 'cluster-name-replaced',
        field: 'values.config',
        path: 'metadata.name',
        message: expect.stringContaining('shop-0a1b2c3d, not mine'),
      },
      {
        severity: 'warning',
        code: 'region-replaced',
        field: 'values.config',
        path: 'metadata.region',
        message: expect.stringContaining('in eu-west-1, the region of'),
      },
    ]);
  });

  it('need no word where they are left out or stay', async () => {
    expect((await build({})).findings).toEqual([]);
    expect(
      (await build({ metadata: { region: 'eu-west-1' } })).findings,
    ).toEqual([]);
  });
});

describe('what an account allows', () => {
  it.each<[string, JsonObject, BuildOptions['rules']]>([
    [
      'support-type',
      { upgradePolicy: { supportType: 'EXTENDED' } },
      { allowExtendedSupport: true },
    ],
    [
      'endpoint',
      {
        vpc: { clusterEndpoints: { publicAccess: false, privateAccess: true } },
      },
      { privateEndpointReachable: true },
    ],
  ])('decides about %s', async (code, config, rules) => {
    expect((await build(config)).findings).toEqual([
      expect.objectContaining({ code }),
    ]);
    expect(await build(config, {}, rules)).toMatchObject({
      kind: 'config',
      findings: [],
    });
  });
});

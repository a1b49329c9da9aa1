import { ConfigReader } from '@backstage/config';
import type { ConfigSection } from 'backstage-plugin-eks-environments-node';
import { refuseUnknownKeys } from './refuseUnknownKeys';

const sections = [
  { id: 'namespaces', keys: ['cluster.name', 'teams[].quota'] },
  { id: 'terraform', keys: ['path'] },
];

const check =
  (eksEnvironments: object, known: ConfigSection[] = []) =>
  () =>
    refuseUnknownKeys(
      new ConfigReader({
        eksEnvironments: JSON.parse(JSON.stringify(eksEnvironments)),
      }),
      known,
    );

describe('refuseUnknownKeys', () => {
  it.each([
    [
      { leases: { maximumTotl: 'P5D' } },
      'eksEnvironments.leases.maximumTotl (did you mean maximumTotal?)',
    ],
    [
      { lease: { maximumTotal: 'P5D' } },
      'eksEnvironments.lease (did you mean leases?)',
    ],
    [
      { rawBlueprint: true },
      'eksEnvironments.rawBlueprint (did you mean rawBlueprints?)',
    ],
    [
      { accounts: [{ id: 'a' }, { id: 'b', region: ['eu-west-1'] }] },
      'eksEnvironments.accounts[1].region (did you mean regions?)',
    ],
    [
      { accounts: [{ limits: { perRegions: 1 } }] },
      'eksEnvironments.accounts[0].limits.perRegions (did you mean perRegion?)',
    ],
    [
      { quotas: { defaults: { team: { nodes: 3 } } } },
      'eksEnvironments.quotas.defaults.team (must be one of everyone, group, user)',
    ],
    [
      { quotas: { overrides: [{ scope: 'everyone', limit: { nodes: 3 } }] } },
      'eksEnvironments.quotas.overrides[0].limit (did you mean limits?)',
    ],
    [
      { notifications: { ses: { form: 'a@b' } } },
      'eksEnvironments.notifications.ses.form (did you mean from?)',
    ],
    [
      { permissions: { platformEngineer: [] } },
      'eksEnvironments.permissions.platformEngineer (did you mean platformEngineers?)',
    ],
    [
      { modules: { namespaces: {} } },
      'eksEnvironments.modules (no installed module has registered a section)',
    ],
  ])('refuses %j', (config, named) => {
    expect(check(config)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: `Unknown configuration keys: ${named}`,
      }),
    );
  });

  it('lists what is possible if nothing similar is', () => {
    expect(check({ completelyDifferent: 1 })).toThrow(
      /^Unknown configuration keys: eksEnvironments\.completelyDifferent \(must be one of access, accounts, .*, rawBlueprints\)$/,
    );
  });

  it.each([
    [
      { namespace: { cluster: { name: 'a' } } },
      'eksEnvironments.modules.namespace (did you mean namespaces?)',
    ],
    [
      { pulumi: {} },
      'eksEnvironments.modules.pulumi (must be one of namespaces, terraform)',
    ],
    [
      { namespaces: { cluster: { nam: 'a' } } },
      'eksEnvironments.modules.namespaces.cluster.nam (did you mean name?)',
    ],
    [
      { namespaces: { teams: [{ quotas: 1 }] } },
      'eksEnvironments.modules.namespaces.teams[0].quotas (did you mean quota?)',
    ],
  ])('refuses %j in the sections of modules', (modules, named) => {
    expect(check({ modules }, sections)).toThrow(
      `Unknown configuration keys: ${named}`,
    );
  });

  it('takes the registered keys of modules', () => {
    const modules = {
      namespaces: { cluster: { name: 'a' }, teams: [{ quota: 3 }] },
      terraform: { path: '/bin/terraform' },
    };
    expect(check({ modules }, sections)).not.toThrow();
  });

  it('names all at once', () => {
    expect(check({ bannr: 'x', engine: { attempt: 1 } })).toThrow(
      'Unknown configuration keys: eksEnvironments.bannr (did you mean banner?); eksEnvironments.engine.attempt (did you mean attempts?)',
    );
  });

  it.each([
    [{}],
    [{ leases: { maximumTotal: { days: 5 } } }],
    [
      {
        catalog: {
          blueprints: {
            schedule: { frequency: { minutes: 5 }, timeout: 'PT1M' },
          },
        },
      },
    ],
    [{ permissions: { blueprints: { anything: ['group:default/a'] } } }],
    [{ pricing: { instances: { 'm5.large': '0.1' } } }],
    [{ accounts: [{ id: 'a', accountNumber: '1', regions: ['eu-west-1'] }] }],
  ])('takes %j', config => {
    expect(check(config)).not.toThrow();
  });

  it('takes a portal without any', () => {
    expect(() => refuseUnknownKeys(new ConfigReader({}), [])).not.toThrow();
  });
});

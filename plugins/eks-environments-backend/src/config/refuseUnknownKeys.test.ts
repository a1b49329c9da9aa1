import { ConfigReader } from '@backstage/config';
import { refuseUnknownKeys } from './refuseUnknownKeys';

const check = (eksEnvironments: object) => () =>
  refuseUnknownKeys(
    new ConfigReader({
      eksEnvironments: JSON.parse(JSON.stringify(eksEnvironments)),
    }),
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
      'eksEnvironments.quotas.defaults.team',
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
    [{ completelyDifferent: 1 }, 'eksEnvironments.completelyDifferent'],
  ])('refuses %j', (config, named) => {
    expect(check(config)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: `Unknown configuration keys: ${named}`,
      }),
    );
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
    expect(() => refuseUnknownKeys(new ConfigReader({}))).not.toThrow();
  });
});

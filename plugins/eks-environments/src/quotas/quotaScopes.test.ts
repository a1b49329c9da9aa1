import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { nextFreeAt, quotaScopes } from './quotaScopes';

const usage = (overrides: Partial<QuotaUsage>): QuotaUsage => ({
  scope: 'group:default/team-shop',
  dimension: 'environments',
  title: 'Environments',
  unit: { kind: 'count', one: 'environment', other: 'environments' },
  used: 0,
  reserved: 0,
  source: 'config',
  environments: [],
  ...overrides,
});

describe('quotaScopes', () => {
  it('gathers the dimensions of a scope in the order of the API and its users once', () => {
    const scopes = quotaScopes([
      usage({
        environments: [
          { environmentId: 'e1', name: 'checkout', amount: 1 },
          { requestId: 'r1', name: 'search', amount: 1 },
        ],
      }),
      usage({ scope: 'everyone', dimension: 'nodes' }),
      usage({
        dimension: 'memory',
        environments: [{ environmentId: 'e1', name: 'checkout', amount: 8 }],
      }),
    ]);

    expect(scopes.map(({ scope }) => scope)).toEqual([
      'group:default/team-shop',
      'everyone',
    ]);
    expect(scopes[0].usages.map(({ dimension }) => dimension)).toEqual([
      'environments',
      'memory',
    ]);
    expect(
      scopes[0].users.map(({ name, amounts }) => ({ name, amounts })),
    ).toEqual([
      { name: 'checkout', amounts: { environments: 1, memory: 8 } },
      { name: 'search', amounts: { environments: 1 } },
    ]);
  });
});

describe('nextFreeAt', () => {
  const environments = [
    { name: 'a', amount: 1, freeAt: '2026-11-23T09:00:00Z' },
    { name: 'b', amount: 1, freeAt: '2026-11-22T09:00:00Z' },
    { name: 'c', amount: 1 },
  ];

  it('is the first end of a lease where the limit is reached', () => {
    expect(
      nextFreeAt(usage({ limit: 3, used: 2, reserved: 1, environments })),
    ).toBe('2026-11-22T09:00:00Z');
  });

  it('is of no interest while there is room, or no limit', () => {
    expect(
      nextFreeAt(usage({ limit: 4, used: 2, reserved: 1, environments })),
    ).toBeUndefined();
    expect(nextFreeAt(usage({ used: 3, environments }))).toBeUndefined();
  });
});

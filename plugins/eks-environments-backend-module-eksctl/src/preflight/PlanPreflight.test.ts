import type { ProvisionerVerificationInput } from 'backstage-plugin-eks-environments-node';
import type { RegionFacts } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import type { AccountAccess } from '../accounts';
import { PlanPreflight } from './PlanPreflight';
import { verifyPlan } from '../planning/verifyPlan';
import { RegionFactsDirectory } from './RegionFactsDirectory';

const config = `
metadata: { name: shop, region: eu-west-1, version: '1.34' }
managedNodeGroups: [{ name: workers, instanceType: m7i.large, desiredCapacity: 2 }]
`;

function regionFacts(given: Partial<RegionFacts> = {}) {
  return {
    callerAccount: jest.fn(async () => '111111111111'),
    callerPrincipal: jest.fn(async () => 'arn:aws:iam::111111111111:role/p'),
    clusterNames: jest.fn(async () => []),
    defaultKubernetesVersion: jest.fn(async () => '1.34'),
    addonNames: jest.fn(async () => []),
    addonVersions: jest.fn(async () => []),
    zones: jest.fn(async () => ['eu-west-1a', 'eu-west-1b']),
    kubernetesVersions: jest.fn(async () => ['1.34']),
    zonesOffering: jest.fn(async () => ['eu-west-1a', 'eu-west-1b']),
    quota: jest.fn(async () => 5),
    vpcs: jest.fn(async () => 5),
    addresses: jest.fn(async () => 0),
    vcpus: jest.fn(async () => new Map()),
    ownUsage: jest.fn(async () => ({
      cluster: true,
      vpcs: 1,
      addresses: 0,
      vcpus: new Map(),
    })),
    ...given,
  };
}

function preflightOn(facts: RegionFacts, clock = new TestClock()) {
  return new PlanPreflight({
    facts: new RegionFactsDirectory({
      accounts: {
        access: async (account, region) =>
          ({ account, region, accountNumber: '111111111111' } as AccountAccess),
      },
      clock,
      factsOf: () => facts,
    }),
    timeout: Duration.fromObject({ milliseconds: 50 }),
  });
}

const where = {
  account: 'sandbox',
  region: 'eu-west-1',
  clusterName: 'shop-1',
};

describe('PlanPreflight', () => {
  it('asks AWS once in a while, however often a plan is made', async () => {
    const facts = regionFacts();
    const clock = new TestClock();
    const preflight = preflightOn(facts, clock);
    const check = () => preflight.check({ ...where, config });

    const [first, second] = await Promise.all([check(), check()]);
    expect(first).toEqual(second);
    clock.advance({ seconds: 59 });
    await check();
    expect(facts.vpcs).toHaveBeenCalledTimes(1);
    clock.advance({ seconds: 1 });
    await check();
    expect(facts.vpcs).toHaveBeenCalledTimes(2);
  });

  it('asks again after a failure', async () => {
    const vpcs = jest.fn().mockRejectedValueOnce(new Error('not now'));
    const preflight = preflightOn(regionFacts({ vpcs }));
    await preflight.check({ ...where, config });
    vpcs.mockResolvedValue(1);
    expect(await preflight.check({ ...where, config })).toContainEqual(
      expect.objectContaining({ check: 'vpcs', outcome: 'passed' }),
    );
  });

  it('keeps nobody waiting, and has the late answer for the next plan', async () => {
    let answer = (_count: number) => {};
    const vpcs = () =>
      new Promise<number>(resolve => {
        answer = resolve;
      });
    const preflight = preflightOn(regionFacts({ vpcs }));
    expect(await preflight.check({ ...where, config })).toContainEqual(
      expect.objectContaining({ check: 'vpcs', outcome: 'unknown' }),
    );
    answer(2);
    expect(await preflight.check({ ...where, config })).toContainEqual(
      expect.objectContaining({ check: 'vpcs', used: 2, limit: 5 }),
    );
  });
});

describe('verifyPlan with a preflight', () => {
  const verify = async (
    facts: RegionFacts,
    given: Partial<ProvisionerVerificationInput> = {},
  ) =>
    verifyPlan(
      {
        blueprint: {
          name: 'sandbox',
          version: 1,
          parameters: {},
          allowedPaths: [],
          accounts: [],
          regions: [],
          raw: false,
        },
        account: where.account,
        region: where.region,
        resourceRef: where.clusterName,
        spec: config,
        generatedNames: [],
        isRefused: false,
        purpose: 'preview',
        ...given,
      },
      { preflight: preflightOn(facts) },
    );

  it('shows a quota without room, and refuses nothing for it', async () => {
    const { findings, checks } = await verify(regionFacts());
    expect(findings).toEqual([]);
    expect(checks).toContainEqual(
      expect.objectContaining({
        outcome: 'warning',
        message: 'VPCs in eu-west-1: 5 of 5 used, 1 more needed',
      }),
    );
  });

  it('accepts a revision while the failed resources of the environment exist', async () => {
    const facts = regionFacts({ clusterNames: async () => ['shop-1'] });
    const revises = {
      account: 'sandbox',
      region: 'eu-west-1',
      resourceRef: 'shop-1',
      tagId: 'e1',
      installation: 'portal',
    };
    expect(await verify(facts, { revises })).toMatchObject({
      findings: [],
      checks: expect.arrayContaining([
        expect.objectContaining({ check: 'name', outcome: 'passed' }),
        expect.objectContaining({ check: 'vpcs', outcome: 'passed', used: 4 }),
      ]),
    });
    expect(facts.ownUsage).toHaveBeenCalledWith({
      clusterName: 'shop-1',
      region: 'eu-west-1',
      ownership: { key: 'eks-environments.io/environment-id', value: 'e1' },
      manager: { key: 'eks-environments.io/installation', value: 'portal' },
    });
    expect(await verify(facts)).toMatchObject({
      findings: [expect.objectContaining({ severity: 'error' })],
    });
  });

  it('refuses what can never be built, with what to do', async () => {
    const facts = regionFacts({ kubernetesVersions: async () => ['1.35'] });
    expect(await verify(facts)).toMatchObject({
      findings: [
        {
          severity: 'error',
          code: 'preflight',
          message:
            'Kubernetes 1.34 is not offered in eu-west-1. Choose one of 1.35.',
        },
      ],
    });
  });
});

import { createAwsClients } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { type Simulator, startSimulator } from 'aws-simulator/testing';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import type { AccountAccess } from '../accounts';
import { AwsRegionLookup } from './AwsRegionLookup';
import { RegionFactsDirectory } from './RegionFactsDirectory';

const place = { account: 'sandbox', region: 'eu-west-1' };

describe('AwsRegionLookup', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
  });
  afterAll(async () => {
    await simulator.close();
  });

  function lookup() {
    return new AwsRegionLookup({
      timeout: Duration.fromObject({ minutes: 1 }),
      facts: new RegionFactsDirectory({
        accounts: {
          access: async (account, region) =>
            ({
              account,
              region,
              clients: createAwsClients({
                region,
                endpoint: simulator.url,
                credentials: async () => simulator.credentials,
              }),
            } as AccountAccess),
        },
        clock: new TestClock(),
      }),
    });
  }

  it.each([
    ['latest', '1.36'],
    ['auto', '1.35'],
  ] as const)('resolves the version %s', async (version, value) => {
    await expect(
      lookup().answer(place, { version, portalPrincipal: false }),
    ).resolves.toEqual({ version: { kind: 'known', value } });
  });

  it('names the portal as an access entry does', async () => {
    await expect(
      lookup().answer(place, { portalPrincipal: true }),
    ).resolves.toEqual({
      portalPrincipal: {
        kind: 'known',
        value: 'arn:aws:iam::111111111111:user/portal',
      },
    });
  });

  it('asks nothing that nobody wants to know', async () => {
    await expect(
      lookup().answer(place, { portalPrincipal: false }),
    ).resolves.toEqual({});
  });

  it('says why there is no answer', async () => {
    const fails = new AwsRegionLookup({
      timeout: Duration.fromObject({ minutes: 1 }),
      facts: new RegionFactsDirectory({
        accounts: { access: () => Promise.reject(new Error('no keys')) },
        clock: new TestClock(),
      }),
    });
    await expect(
      fails.answer(place, { version: 'latest', portalPrincipal: true }),
    ).resolves.toEqual({
      version: { kind: 'unknown', reason: 'no keys' },
      portalPrincipal: { kind: 'unknown', reason: 'no keys' },
    });
  });

  it('does not wait for an AWS that does not answer', async () => {
    const hangs = new AwsRegionLookup({
      timeout: Duration.fromObject({ milliseconds: 5 }),
      facts: new RegionFactsDirectory({
        accounts: { access: () => new Promise(() => {}) },
        clock: new TestClock(),
      }),
    });
    await expect(
      hangs.answer(place, { version: 'latest', portalPrincipal: false }),
    ).resolves.toEqual({
      version: {
        kind: 'unknown',
        reason: 'AWS did not answer within 5 milliseconds',
      },
    });
  });
});

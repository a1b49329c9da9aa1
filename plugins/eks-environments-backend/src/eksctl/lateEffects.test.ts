import { TestDatabases } from '@backstage/backend-test-utils';
import { type EksctlRunner } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import type { Knex } from 'knex';
import { localRunner } from '../__testUtils__/engineFixture';
import { fullConfig } from '../__testUtils__/fullConfig';
import { Victim } from '../__testUtils__/killPoints';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { migrate, systemClock } from '../database';
import type { EngineConfig } from '../engine';
import type { EksctlConfig } from '../__testUtils__/eksctlModule';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ends = ['Ready', 'ProvisioningFailed'] as const;
const milliseconds = (count: number) =>
  Duration.fromObject({ milliseconds: count });
/** AWS's delay, in seconds: longer than a test. */
const UNTIL_TOLD = 1_000_000;
const LONG = Duration.fromObject({ minutes: 1 });
const ASKED_AGAIN =
  'New resources may not be visible in AWS yet; checking again';
const TRUST = 'the trust of IAM in the cluster (OIDC provider)';

/** IAM is eventually consistent: it shows a change after an arbitrary delay. */
describe('a create whose effects AWS shows late', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(1000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  /** eksctl on this machine, with a hook that runs before it starts. */
  function runnerThat(onStart: (args: string[]) => void): EksctlRunner {
    const local: EksctlRunner = localRunner(harness.aws, message => {
      throw new Error(message);
    });
    return {
      find: subject => local.find(subject),
      start: options => {
        onStart(options.args);
        return local.start(options);
      },
    };
  }

  async function begin(
    config: Partial<EngineConfig & EksctlConfig> & { runner?: EksctlRunner },
  ) {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
    );
    await knex('environments').update({
      spec: fullConfig(clusterName, environmentId),
    });
    return {
      knex,
      environmentId,
      victim: new Victim(harness, clusterName),
      start: () => harness.startEngine(parts, config),
    };
  }

  const linesWith = (knex: Knex, text: string) =>
    knex('operation_log').where('text', 'like', `%${text}%`);
  const hasSaid = (knex: Knex, text: string) =>
    until(() => linesWith(knex, text).first(), text);

  /** IAM becomes consistent. */
  function showAll(): void {
    const { accounts } = harness.simulator.state();
    for (const { oidcProviders, roles } of Object.values(accounts)) {
      oidcProviders.forEach(provider => delete provider.shownAt);
      roles.forEach(role => delete role.policiesListedAt);
    }
  }

  const providerIsLate = (victim: Victim) =>
    victim.fails({
      kind: 'iam-shows-late',
      what: 'oidc-provider',
      seconds: UNTIL_TOLD,
    });

  async function isReadyAtOnce(knex: Knex, environmentId: string) {
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
      failure: null,
    });
    expect(await knex('operations')).toEqual([
      expect.objectContaining({ attempt: 1, state: 'Succeeded' }),
    ]);
  }

  it('waits for the OIDC provider that a step made', async () => {
    const { knex, environmentId, victim, start } = await begin({
      silence: milliseconds(1_000),
      propagation: LONG,
    });
    providerIsLate(victim);
    start();
    // So that the step has to create it.
    await victim.hangsAt('eks', 'CreateAddon');
    await hasSaid(knex, `${ASKED_AGAIN}: ${TRUST}`);
    expect(await linesWith(knex, 'associate')).not.toEqual([]);
    showAll();
    await isReadyAtOnce(knex, environmentId);
    expect(await linesWith(knex, `Missing: ${TRUST}`)).toHaveLength(1);
  });

  it('waits for one that eksctl is told to be there, and does not see', async () => {
    const { knex, environmentId, victim, start } = await begin({
      silence: milliseconds(1_000),
      propagation: LONG,
    });
    providerIsLate(victim);
    start();
    await victim.hangsAt('eks', 'UpdateAddon');
    await hasSaid(knex, `${ASKED_AGAIN}: ${TRUST}`);
    showAll();
    await isReadyAtOnce(knex, environmentId);
    expect(await linesWith(knex, 'eksctl reported a problem: ')).toHaveLength(
      1,
    );
  });

  it('waits for one that the creation made', async () => {
    const { knex, environmentId, victim, start } = await begin({
      propagation: LONG,
    });
    providerIsLate(victim);
    start();
    await hasSaid(knex, `${ASKED_AGAIN}: ${TRUST}`);
    showAll();
    await isReadyAtOnce(knex, environmentId);
    expect(await linesWith(knex, 'Missing: ')).toEqual([]);
  });

  it('runs eksctl once more that does not see yet what the step before it made', async () => {
    let hasFailed = false;
    const { knex, environmentId, victim, start } = await begin({
      silence: milliseconds(1_000),
      propagation: milliseconds(5_000),
      runner: runnerThat(args => {
        if (args[1] === 'iamserviceaccount' && !hasFailed) {
          hasFailed = true;
          harness.simulator.faults.add({
            match: { service: 'iam', action: 'GetOpenIDConnectProvider' },
            effect: {
              kind: 'error',
              status: 404,
              code: 'NoSuchEntity',
              message: 'OpenIDConnect Provider not found',
            },
            times: 1,
          });
        }
      }),
    });
    start();
    await victim.hangsAt('eks', 'CreateAddon');
    await isReadyAtOnce(knex, environmentId);
    expect(
      await linesWith(
        knex,
        'New resources may not have been visible to eksctl',
      ),
    ).toHaveLength(1);
  });

  it('gives up one that never comes, in bounded time', async () => {
    const { knex, environmentId, victim, start } = await begin({
      attempts: 1,
      propagation: milliseconds(500),
    });
    providerIsLate(victim);
    start();
    const { state, failure } = await reaches(knex, environmentId, ...ends);
    expect(state).toBe('ProvisioningFailed');
    // Whether eksctl creates it once more within that time depends on the speed of the machine.
    expect(JSON.parse(failure ?? '').cause).toMatch(
      /already exists|AWS does not have them as they should be/,
    );
  });

  it('makes no node group again because IAM does not list the policies of its role yet', async () => {
    const { knex, environmentId, victim, start } = await begin({
      propagation: LONG,
    });
    harness.simulator.faults.add({
      effect: {
        kind: 'iam-shows-late',
        what: 'role-policies',
        seconds: UNTIL_TOLD,
      },
    });
    start();
    await hasSaid(knex, `${ASKED_AGAIN}: node groups (workers: `);
    showAll();
    harness.simulator.faults.clear();
    await isReadyAtOnce(knex, environmentId);
    expect(victim.stacks(/^nodegroup-workers$/)).toHaveLength(1);
  });
});

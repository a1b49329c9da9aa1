import { TestDatabases } from '@backstage/backend-test-utils';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { migrate } from '../database';
import {
  type ObservedCondition,
  readConditions,
  setCondition,
  setConditions,
} from '.';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const time = (minutes: number) =>
  `2026-11-21T10:${String(minutes).padStart(2, '0')}:00.000Z`;

describe.each(databases.eachSupportedId())('conditions on %s', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const { commands } = testParts(knex, new TestClock());
    const seeded = await seedEnvironment(knex, commands);
    const environment = { id: seeded.environmentId, state: 'Ready' as const };
    const observed = (
      given: Partial<ObservedCondition>,
    ): ObservedCondition => ({
      environmentId: environment.id,
      type: 'Healthy',
      status: 'True',
      reason: 'Responding',
      message: 'The cluster responds.',
      since: time(0),
      ...given,
    });
    const read = async () =>
      (await readConditions(knex, [environment])).get(environment.id);
    return { knex, environment, observed, read };
  }

  it('change their time only with the status', async () => {
    const { knex, observed, read } = await start();
    expect(await setCondition(knex, observed({ checkedAt: time(0) }))).toBe(
      'changed',
    );
    expect(
      await setCondition(
        knex,
        observed({ since: time(1), checkedAt: time(1) }),
      ),
    ).toBe('unchanged');
    expect(await read()).toEqual([
      {
        type: 'Healthy',
        status: 'True',
        reason: 'Responding',
        message: 'The cluster responds.',
        since: time(0),
        checkedAt: time(1),
      },
    ]);

    const failed = observed({
      status: 'False',
      reason: 'NotReady',
      params: { status: 500 },
      message: 'Not ready.',
      detail: 'raw',
      since: time(2),
    });
    expect(await setCondition(knex, failed)).toBe('changed');
    await setCondition(knex, {
      ...failed,
      reason: 'NotResponding',
      params: undefined,
      since: time(3),
    });
    expect(await read()).toMatchObject([
      {
        status: 'False',
        reason: 'NotResponding',
        detail: 'raw',
        since: time(2),
        checkedAt: time(1),
      },
    ]);
  });

  it('change once when several writers see the new status at once', async () => {
    const { knex, observed, read } = await start();
    for (const status of ['True', 'False', 'Unknown'] as const) {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, minute) =>
          knex.transaction(transaction =>
            setCondition(
              transaction,
              observed({ status, since: time(minute) }),
            ),
          ),
        ),
      );
      expect(outcomes.filter(outcome => outcome === 'changed')).toHaveLength(1);
      const [condition] = (await read())!;
      expect(condition).toMatchObject({
        status,
        since: time(outcomes.indexOf('changed')),
      });
    }
  });

  it('are written in bulk only where they differ', async () => {
    const { knex, observed, read } = await start();
    const all = [
      observed({}),
      observed({ type: 'Drifted', status: 'False', reason: 'AsApproved' }),
    ];
    await setConditions(knex, all);
    const writes: string[] = [];
    const onQuery = ({ sql }: { sql: string }) => {
      if (!/^(select|begin|commit)/i.test(sql)) {
        writes.push(sql);
      }
    };
    knex.on('query', onQuery);
    await setConditions(knex, all);
    expect(writes).toEqual([]);
    await setConditions(knex, [all[0], { ...all[1], message: 'Other.' }]);
    knex.off('query', onQuery);
    expect(writes.length).toBeGreaterThan(0);
    expect(await read()).toMatchObject([
      { type: 'Drifted', message: 'Other.' },
      { type: 'Healthy', message: 'The cluster responds.' },
    ]);
  });

  it('are shown in the states in which they have a meaning', async () => {
    const { knex, environment, observed } = await start();
    await setConditions(knex, [
      observed({}),
      observed({ type: 'OwnerMissing', reason: 'NotInCatalog' }),
    ]);
    const typesIn = async (state: 'Deprovisioning' | 'Deprovisioned') =>
      (await readConditions(knex, [{ id: environment.id, state }]))
        .get(environment.id)
        ?.map(({ type }) => type);
    expect(await typesIn('Deprovisioning')).toEqual(['OwnerMissing']);
    expect(await typesIn('Deprovisioned')).toEqual([]);
  });
});

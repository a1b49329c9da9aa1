import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { type CostSegmentRow, migrate, newId } from '../database';
import { costsUntil, costWithin } from './costWithin';
import { beginSegment, changeRate, endSegment } from './segments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const at = (hour: number) =>
  `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
const larger = { hourlyCost: 300_000, items: '[{}]', unpriced: '[]' };

describe.each(databases.eachSupportedId())('cost segments on %s', id => {
  /** An environment of ten cents an hour, which AWS does not charge for yet. */
  async function start(databaseId: TestDatabaseId) {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    await knex('blueprints').insert({
      name: 'sandbox',
      version: 1,
      digest: 'x',
      document: '{}',
      loaded_at: '',
    });
    const { id: environmentId } = await insertEnvironment(knex, {
      hourly_cost: 100_000,
    });
    const within = <T>(work: (transaction: Knex.Transaction) => Promise<T>) =>
      knex.transaction(work);
    return {
      knex,
      environmentId,
      begin: (hour: number) =>
        within(tx => beginSegment(tx, { environmentId, at: at(hour) })),
      end: (hour: number) =>
        within(tx => endSegment(tx, { environmentId, at: at(hour) })),
      change: (hour: number) =>
        within(tx =>
          changeRate(tx, { environmentId, rate: larger, at: at(hour) }),
        ),
      costUntil: async (hour: number) =>
        (await costsUntil(knex, [environmentId], at(hour))).get(environmentId),
      segments: async () => {
        const rows = await knex<CostSegmentRow>('cost_segments').orderBy('id');
        return rows.map(row => [row.started_at, row.ended_at, row.hourly_cost]);
      },
    };
  }

  it('add up, each with its rate', async () => {
    const { knex, begin, change, end, costUntil, segments } = await start(id);
    expect(await costUntil(9)).toBeUndefined();
    await begin(10);
    expect(await costUntil(12)).toBe(200_000);
    await change(12);
    expect(await segments()).toEqual([
      [at(10), at(12), 100_000],
      [at(12), null, 300_000],
    ]);
    expect(await costUntil(13)).toBe(500_000);
    expect(await end(14)).toBe('ended');
    expect(await costUntil(20)).toBe(800_000);
    expect(await knex('environments').first()).toMatchObject({
      hourly_cost: 300_000,
      cost_items: '[{}]',
    });
  });

  it('begin again after a time without cost', async () => {
    const { begin, end, costUntil } = await start(id);
    await begin(8);
    await end(9);
    await begin(11);
    expect(await costUntil(12)).toBe(200_000);
  });

  it('are clipped to a period', async () => {
    const { knex, begin, change, end } = await start(id);
    await begin(8);
    await change(10);
    await end(12);
    const costBetween = async (from: number, until: number) => {
      const [{ cost }] = await knex('cost_segments').select({
        cost: costWithin(knex, { from: at(from), until: at(until) }),
      });
      return Number(cost);
    };
    expect(await costBetween(9, 11)).toBe(100_000 + 300_000);
    expect(await costBetween(0, 9)).toBe(100_000);
    expect(await costBetween(11, 20)).toBe(300_000);
    expect(await costBetween(0, 7)).toBe(0);
    expect(await costBetween(13, 14)).toBe(0);
  });

  it('have one begin and one end, however many race', async () => {
    const { knex, begin, end, segments } = await start(id);
    await Promise.all([begin(10), begin(10), begin(10)]);
    expect(await knex('cost_segments')).toHaveLength(1);
    const outcomes = await Promise.all([end(11), end(12), end(13)]);
    expect(outcomes.sort()).toEqual(['ended', 'none', 'none']);
    const [[, endedAt]] = await segments();
    expect([at(11), at(12), at(13)]).toContain(endedAt);
    expect(await end(15)).toBe('none');
    expect(await segments()).toEqual([[at(10), endedAt, 100_000]]);
  });

  it('stay one after another when the rate changes twice at once', async () => {
    const { knex, begin, change, costUntil } = await start(id);
    await begin(10);
    await Promise.all([change(12), change(12)]);
    expect(
      await knex('cost_segments').whereNull('ended_at').pluck('hourly_cost'),
    ).toEqual([300_000]);
    expect(await costUntil(13)).toBe(500_000);
  });

  it('change the rate of what costs nothing yet without beginning', async () => {
    const { change, begin, costUntil, segments } = await start(id);
    await change(9);
    expect(await segments()).toEqual([]);
    await begin(10);
    expect(await costUntil(11)).toBe(300_000);
  });

  it('end with a length of zero by a clock that is behind', async () => {
    const { begin, end, segments, costUntil } = await start(id);
    await begin(10);
    expect(await end(9)).toBe('ended');
    expect(await segments()).toEqual([[at(10), at(10), 100_000]]);
    expect(await costUntil(12)).toBe(0);
  });

  it('do not overlap when the rate changes by a clock that is behind', async () => {
    const { begin, change, costUntil } = await start(id);
    await begin(10);
    await change(9);
    expect(await costUntil(11)).toBe(300_000);
  });

  it('are refused by the database when they overlap in being open, or end before they begin', async () => {
    const { knex, environmentId, begin } = await start(id);
    await begin(10);
    const insert = (row: Partial<CostSegmentRow>) =>
      knex('cost_segments').insert({
        id: newId(),
        environment_id: environmentId,
        started_at: at(10),
        ended_at: null,
        hourly_cost: 1,
        items: '[]',
        unpriced: '[]',
        ...row,
      });
    await expect(insert({})).rejects.toThrow(/unique/i);
    await expect(insert({ ended_at: at(9) })).rejects.toThrow(
      /cost_segments_order/,
    );
    await expect(insert({ ended_at: at(11), hourly_cost: -1 })).rejects.toThrow(
      /cost_segments_hourly_cost/,
    );
  });
});

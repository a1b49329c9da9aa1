import type { Knex } from 'knex';
import { newId } from '../../src/database';
import { testParts } from '../../src/__testUtils__/testParts';
import { OperationStore } from '../../src/engine/OperationStore';
import { type Comparison, medianMs } from './measure';

/*
 * One claim while many operations wait and limits are set. Otherwise: rank all that wait, with the owners of their environments, and take
 * the first.
 */

const FEW = 1_000;
const RUNS = 9;
const ROWS_PER_STATEMENT = 100;

export async function compareClaims(
  knex: Knex,
  many: number,
): Promise<Comparison[]> {
  const parts = testParts(knex);
  const store = new OperationStore({
    knex,
    types: parts.types,
    runnable: parts.runnable,
    replica: 'bench',
    claimSeconds: 60,
    limits: { total: 1_000, perRegion: 500, perRegionOf: { production: 500 } },
  });
  const claim = () => store.claim(parts.capabilities.list());
  await knex('operations').delete();
  await queueOperations(knex, { from: 0, to: FEW });
  const withFew = await medianMs(RUNS, claim);
  await queueOperations(knex, { from: FEW, to: many });
  const withMany = await medianMs(RUNS, claim);
  const ranked = await medianMs(RUNS, () => firstOfAll(knex));
  await knex('operations').delete();
  const what = `A claim with ${many.toLocaleString('en')} waiting`;
  return [
    {
      what,
      unit: 'ms',
      ours: withMany,
      otherwise: 'rank all that wait',
      theirs: ranked,
    },
    {
      what,
      unit: 'ms',
      ours: withMany,
      otherwise: `the same with ${FEW.toLocaleString('en')}`,
      theirs: withFew,
    },
  ];
}

/** The operation that goes before all others, without claiming it. */
function firstOfAll(knex: Knex): Promise<unknown> {
  const running = knex('operations as busy')
    .join('environments as placed', 'placed.id', 'busy.environment_id')
    .where('busy.state', 'Running')
    .groupBy('busy.lane', 'placed.owner')
    .select('busy.lane', 'placed.owner')
    .count({ running: '*' });
  return knex('operations')
    .join('environments', 'environments.id', 'operations.environment_id')
    .leftJoin(running.as('of_owner'), join =>
      join
        .on('of_owner.lane', 'operations.lane')
        .andOn('of_owner.owner', 'environments.owner'),
    )
    .where('operations.state', 'Pending')
    .select('operations.id')
    .orderByRaw(
      `coalesce(of_owner.running, 0) + row_number() over (
         partition by operations.lane, environments.owner
         order by operations.due_at, operations.id), operations.due_at`,
    )
    .first();
}

/** Makes operations of seeded environments wait. */
async function queueOperations(
  knex: Knex,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const ids: string[] = await knex('environments')
    .orderBy('id')
    .offset(from)
    .limit(to - from)
    .pluck('id');
  await knex.batchInsert(
    'operations',
    ids.map(id => ({
      id: newId(),
      environment_id: id,
      type: 'create',
      lane: 'build',
      state: 'Pending',
      phases: '[]',
      created_at: '2026-11-21T10:00:00.000Z',
      due_at: '2026-11-21T10:00:00.000Z',
    })),
    ROWS_PER_STATEMENT,
  );
  if (knex.client.config.client === 'pg') {
    await knex.raw('analyze');
  }
}

import type { Knex } from 'knex';
import { newId } from '../../src/database';
import { OperationStore } from '../../src/engine/OperationStore';
import { type Comparison, medianMs } from './measure';

/*
 * One claim while many operations wait and limits are set. Counted for each waiting operation, what runs would make a claim quadratic.
 */

const FEW = 1_000;
const MANY = 10_000;
const ROWS_PER_STATEMENT = 50;

export async function compareClaims(knex: Knex): Promise<Comparison[]> {
  const store = new OperationStore({
    knex,
    replica: 'bench',
    claimSeconds: 60,
    limits: { total: 1_000, perRegion: 500, perRegionOf: { production: 500 } },
  });
  const claim = () => store.claim(['Create', 'Delete']);
  await queueOperations(knex, { from: 0, to: FEW });
  const withFew = await medianMs(9, claim);
  await queueOperations(knex, { from: FEW, to: MANY });
  const withMany = await medianMs(9, claim);
  await knex('operations').delete();
  return [
    {
      what: `A claim with ${MANY.toLocaleString('en')} waiting`,
      unit: 'ms',
      ours: withMany,
      otherwise: `the same with ${FEW.toLocaleString('en')}`,
      theirs: withFew,
    },
  ];
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
      kind: 'Create',
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

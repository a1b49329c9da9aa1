import type { Knex } from 'knex';
import { type CostSegmentRow, type EnvironmentRow, newId } from '../database';

/** What an environment costs while nothing about it changes. */
export interface CostRate {
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  /** JSON of CostItem[]. */
  items: string;
  /** JSON of UnpricedPart[]: what the hourly cost does not include. */
  unpriced: string;
}

/** The columns of an environment that hold its present rate. */
export function rateColumns(
  rate: CostRate,
): Pick<EnvironmentRow, 'hourly_cost' | 'cost_items' | 'unpriced'> {
  return {
    hourly_cost: rate.hourlyCost,
    cost_items: rate.items,
    unpriced: rate.unpriced,
  };
}

/** The present rate of an environment. */
export async function readRate(
  knex: Knex,
  environmentId: string,
): Promise<CostRate> {
  const environment = await knex<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first('hourly_cost', 'cost_items', 'unpriced');
  if (!environment) {
    throw new Error(`There is no environment ${environmentId}`);
  }
  return {
    hourlyCost: environment.hourly_cost,
    items: environment.cost_items,
    unpriced: environment.unpriced,
  };
}

/**
 * Begins a segment with the present rate of an environment, when it begins to cost money. Changes nothing while a segment is open: of
 * two that begin, the database keeps the first.
 */
export async function beginSegment(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<void> {
  await insertSegment(transaction, {
    environmentId,
    rate: await readRate(transaction, environmentId),
    at,
  });
}

/**
 * Ends the open segment, when it stops costing money or the rate changes. A clock that is behind the one that began the segment ends it with a
 * length of zero.
 *
 * @returns 'none' when no segment is open: nothing began, or somebody else was first
 */
export async function endSegment(
  transaction: Knex.Transaction,
  options: { environmentId: string; at: string },
): Promise<'ended' | 'none'> {
  return (await endOpen(transaction, options)) === undefined ? 'none' : 'ended';
}

/** Gives an environment another rate: an open segment ends, and the next one begins there with the new rate. */
export async function changeRate(
  transaction: Knex.Transaction,
  options: { environmentId: string; rate: CostRate; at: string },
): Promise<void> {
  const { environmentId, rate } = options;
  await transaction<EnvironmentRow>('environments')
    .where('id', environmentId)
    .update(rateColumns(rate));
  const endedAt = await endOpen(transaction, options);
  if (endedAt !== undefined) {
    await insertSegment(transaction, { environmentId, rate, at: endedAt });
  }
}

/** @returns when the segment ended, or undefined when none was open */
async function endOpen(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<string | undefined> {
  const [ended] = await transaction<CostSegmentRow>('cost_segments')
    .where('environment_id', environmentId)
    .whereNull('ended_at')
    .update({
      ended_at: transaction.raw(
        'case when started_at > ? then started_at else ? end',
        [at, at],
      ),
    })
    .returning('ended_at');
  return ended?.ended_at ?? undefined;
}

async function insertSegment(
  transaction: Knex.Transaction,
  {
    environmentId,
    rate,
    at,
  }: { environmentId: string; rate: CostRate; at: string },
): Promise<void> {
  await transaction<CostSegmentRow>('cost_segments')
    .insert({
      id: newId(),
      environment_id: environmentId,
      started_at: at,
      ended_at: null,
      hourly_cost: rate.hourlyCost,
      items: rate.items,
      unpriced: rate.unpriced,
    })
    .onConflict(transaction.raw('(environment_id) where ended_at is null'))
    .ignore();
}

import type { Knex } from 'knex';
import { passesBreaker } from '../breakers';
import {
  presentTime,
  type RunnableType,
  whereAttended,
  whereRunnable,
} from '../operations';
import { wherePaused } from '../pauses';

interface PlacedTypes {
  /** Ids of the types whose operations have a place. */
  types: readonly string[];
  /** Ids of the types that circuit breakers hold back. */
  breakerTypes: readonly string[];
  /** What some live replica can run. */
  runnable: readonly RunnableType[];
}

/**
 * The `id` of each waiting operation and its `place` in its lane, in the order in which operations are claimed: those that are held back or
 * not due yet come last, and owners take turns.
 */
export function placesInQueue(
  knex: Knex,
  placed: PlacedTypes,
): Knex.QueryBuilder {
  return knex.from(turnsOf(knex, placed).as('turns')).select('id', {
    place: knex.raw(
      `row_number() over (partition by lane order by lateness, turn, due_at, id)`,
    ),
  });
}

/** For each waiting operation: how many of its owner's operations run or come before it, and whether it may begin. */
function turnsOf(knex: Knex, placed: PlacedTypes): Knex.QueryBuilder {
  const { types, runnable } = placed;
  const waiting = knex('operations')
    .where('operations.state', 'Pending')
    .whereIn('operations.type', types)
    .select(
      'operations.id',
      'operations.lane',
      'operations.owner',
      'operations.due_at',
      { lateness: latenessOf(knex, placed) },
    );
  const running = knex('operations')
    .modify(whereAttended, knex, { runnable })
    .groupBy('lane', 'owner')
    .select('lane', 'owner')
    .count({ running: '*' });
  return knex
    .from(waiting.as('waiting'))
    .leftJoin(running.as('of_owner'), join =>
      join
        .on('of_owner.lane', 'waiting.lane')
        .andOn('of_owner.owner', 'waiting.owner'),
    )
    .select(
      'waiting.id',
      'waiting.lane',
      'waiting.due_at',
      'waiting.lateness',
      {
        turn: knex.raw(
          `coalesce(of_owner.running, 0) + row_number() over (
           partition by waiting.lane, waiting.owner
           order by waiting.lateness, waiting.due_at, waiting.id)`,
        ),
      },
    );
}

/** 0: it may begin now; 1: it is not due yet; 2: something holds it back until somebody ends that. */
function latenessOf(
  knex: Knex,
  { breakerTypes, runnable }: PlacedTypes,
): Knex.Raw {
  const mayBegin = knex
    .select(knex.raw('1'))
    .whereNotExists(knex('engine_pauses').where(wherePaused))
    .where(passesBreaker(knex, breakerTypes))
    .modify(whereRunnable, runnable);
  return knex.raw(
    `case when not exists ? then 2 when operations.due_at > ? then 1 else 0 end`,
    [mayBegin, presentTime(knex)],
  );
}

import type { Knex } from 'knex';

/*
 * The waiting operations of one kind, account, region and owner stand in one lane, oldest first. The heads of the lanes are found by jumps
 * over an index (`operations_lanes`), one for each lane. So what it costs grows with the owners that wait, not with the operations.
 */

const LANE = ['kind', 'account', 'region', 'owner'];

/** @param table - one of `operations` */
function laneOf(table: string): string {
  return LANE.map(column => `${table}.${column}`).join(', ');
}

/** Columns as expressions: where both sides of a row comparison are columns, SQLite uses only the first column of the index. */
function valuesOf(table: string, columns: string[]): string {
  return columns.map(column => `${table}.${column} || ''`).join(', ');
}

/** The ids of the operations at the heads of all lanes, in the column `id`. Refers to itself as `heads`. */
export function laneHeads(knex: Knex): Knex.Raw {
  const headAfter = (condition: string) => `
    (select later.id from operations as later
      where later.state = 'Pending' ${condition}
      order by ${laneOf('later')}, later.due_at, later.id limit 1)`;
  return knex.raw(`
    select ${headAfter('')} as id
    union all
    select ${headAfter(
      `and (${laneOf('later')}) > (${valuesOf('head', LANE)})`,
    )}
      from heads ${lookUp(knex, 'heads', 'head')}`);
}

/**
 * The ids of the first operations of some lanes, as many of each as fit into a number of steps; null past the end of a lane. Refers to
 * itself as `walk`.
 *
 * @param lanes - a common table expression with the `id` of each head
 */
export function walkLanes(
  knex: Knex,
  { lanes, steps }: { lanes: string; steps: number },
): Knex.Raw {
  const sameLane = LANE.map(
    column => `later.${column} = walked.${column}`,
  ).join(' and ');
  return knex.raw(
    `
    select id, 1 as step from ${lanes}
    union all
    select
      (select later.id from operations as later
        where later.state = 'Pending' and ${sameLane}
          and (later.due_at, later.id) > (${valuesOf('walked', [
            'due_at',
            'id',
          ])})
        order by later.due_at, later.id limit 1),
      walk.step + 1
      from walk ${lookUp(knex, 'walk', 'walked')}
      where walk.step * (select count(*) from ${lanes}) < ?`,
    [steps],
  );
}

/**
 * SQL that joins the operations of which a table has the `id`, by one look-up for each: no database knows how few rows a common table
 * expression has, and PostgreSQL would rather read all operations.
 *
 * @param alias - what the operations are called
 */
export function lookUp(knex: Knex, table: string, alias: string): string {
  return knex.client.config.client === 'pg'
    ? `cross join lateral (
         select * from operations as found where found.id = ${table}.id offset 0
       ) as ${alias}`
    : // SQLite does not turn a cross join around.
      `cross join operations as ${alias} on ${alias}.id = ${table}.id`;
}

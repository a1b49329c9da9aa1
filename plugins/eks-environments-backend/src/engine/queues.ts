import type { Knex } from 'knex';

/*
 * The waiting operations of one lane, type, provisioner, account, region and owner form one queue, oldest first. The heads of the queues
 * are found by jumps over an index (`operations_queues`), one for each queue. So the cost grows with the waiting owners, not with the operations.
 */

const QUEUE = ['lane', 'type', 'provisioner', 'account', 'region', 'owner'];

/** @param table - `operations`, or an alias of it */
function queueOf(table: string): string {
  return QUEUE.map(column => `${table}.${column}`).join(', ');
}

/** Columns as expressions: if both sides of a row comparison are columns, SQLite uses only the first column of the index. */
function valuesOf(table: string, columns: string[]): string {
  return columns.map(column => `${table}.${column} || ''`).join(', ');
}

/** The ids of the operations at the heads of all queues, in the column `id`. Refers to itself as `heads`. */
export function queueHeads(knex: Knex): Knex.Raw {
  const headAfter = (condition: string) => `
    (select later.id from operations as later
      where later.state = 'Pending' ${condition}
      order by ${queueOf('later')}, later.due_at, later.id limit 1)`;
  return knex.raw(`
    select ${headAfter('')} as id
    union all
    select ${headAfter(
      `and (${queueOf('later')}) > (${valuesOf('head', QUEUE)})`,
    )}
      from heads ${lookUp(knex, 'heads', 'head')}`);
}

/**
 * The ids of the first operations of some queues, as many of each as fit into a number of steps; null past the end of a queue. Refers to
 * itself as `walk`.
 *
 * @param queues - a common table expression with the `id` of each head
 */
export function walkQueues(
  knex: Knex,
  { queues, steps }: { queues: string; steps: number },
): Knex.Raw {
  const sameQueue = QUEUE.map(
    column => `later.${column} = walked.${column}`,
  ).join(' and ');
  return knex.raw(
    `
    select id, 1 as step from ${queues}
    union all
    select
      (select later.id from operations as later
        where later.state = 'Pending' and ${sameQueue}
          and (later.due_at, later.id) > (${valuesOf('walked', [
            'due_at',
            'id',
          ])})
        order by later.due_at, later.id limit 1),
      walk.step + 1
      from walk ${lookUp(knex, 'walk', 'walked')}
      where walk.step * (select count(*) from ${queues}) < ?`,
    [steps],
  );
}

/**
 * SQL that joins the operations whose `id` a table has, by one index lookup for each. No database knows how few rows a common table
 * expression has, and PostgreSQL would read all operations instead.
 *
 * @param alias - the alias of `operations`
 */
export function lookUp(knex: Knex, table: string, alias: string): string {
  return knex.client.config.client === 'pg'
    ? `cross join lateral (
         select * from operations as found where found.id = ${table}.id offset 0
       ) as ${alias}`
    : // SQLite does not reorder a cross join.
      `cross join operations as ${alias} on ${alias}.id = ${table}.id`;
}

import type { Knex } from 'knex';
import { databaseNow } from '../database';

/*
 * Whether an operation can be run is decided here, by its type and the provisioner of its environment: for one replica, and for all live
 * ones together.
 */

/** An operation type that can be run now. */
export interface RunnableType {
  type: string;
  /** Ids of the provisioners for whose environments it can be run. Omitted: all, even one that is not installed. */
  provisioners?: readonly string[];
}

/** What some live replica can run now. */
export interface RunnableOperations {
  read(): Promise<readonly RunnableType[]>;
}

interface Work {
  type: string;
  provisioner: string;
}

export function isRunnable(
  runnable: readonly RunnableType[],
  { type, provisioner }: Work,
): boolean {
  return runnable.some(
    each =>
      each.type === type && (each.provisioners?.includes(provisioner) ?? true),
  );
}

/** The condition of {@link isRunnable} for queries. */
export function whereRunnable(
  query: Knex.QueryBuilder,
  runnable: readonly RunnableType[],
  table: string = 'operations',
): void {
  const ofAll = runnable.filter(({ provisioners }) => !provisioners);
  query.where(any => {
    any.whereIn(
      `${table}.type`,
      ofAll.map(({ type }) => type),
    );
    for (const { type, provisioners } of runnable) {
      if (provisioners) {
        any.orWhere(one =>
          one
            .where(`${table}.type`, type)
            .whereIn(`${table}.provisioner`, [...provisioners]),
        );
      }
    }
  });
}

/**
 * Restricts a query to running operations that have a worker, or that another worker can take over. An operation that has neither never ends,
 * so it must not block others.
 */
export function whereAttended(
  query: Knex.QueryBuilder,
  knex: Knex,
  {
    runnable,
    table = 'operations',
  }: { runnable: readonly RunnableType[]; table?: string },
): void {
  query.where(`${table}.state`, 'Running').where(runs =>
    runs
      .where(`${table}.claimed_until`, '>', presentTime(knex))
      .orWhere(silent => {
        silent.modify(whereRunnable, runnable, table);
      }),
  );
}

/** The time of the database. As a subquery it is evaluated once, not for each row. */
export function presentTime(knex: Knex): Knex.QueryBuilder {
  return knex.select({ now: databaseNow(knex) });
}

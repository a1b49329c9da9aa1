import type { Knex } from 'knex';
import { databaseNow, type ExecutorRow } from '../database';
import type { RunnableType } from '../operations';
import type { ExecutorProblem } from './types';

/** A replica without a report for this long has exited, or cannot reach the database. Seconds; several times the interval of its checks. */
const SILENT_AFTER_SECONDS = 120;

/** How long an exited replica is kept. Seconds. */
const REMEMBERED_SECONDS = 86_400;

/** A replica as it last reported. */
export interface Executor {
  replica: string;
  /** ISO 8601. */
  startedAt: string;
  seenAt: string;
  /** Whether it reported recently. */
  isAlive: boolean;
  /** Version of the tool of each provisioner, by the provisioner's id. */
  versions: Record<string, string>;
  /** Why it claims nothing; empty when it does. */
  problems: ExecutorProblem[];
  runnable: RunnableType[];
}

/** The reports of the replicas, by the database's clock. */
export class ExecutorStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores the report of a replica, and removes those that exited long ago. */
  async report(
    executor: Pick<Executor, 'replica' | 'versions' | 'problems' | 'runnable'>,
  ): Promise<void> {
    const knex = this.#knex;
    const said = {
      seen_at: databaseNow(knex),
      versions: JSON.stringify(executor.versions),
      problems: JSON.stringify(executor.problems),
      runnable: JSON.stringify(executor.runnable),
    };
    await knex('executors')
      .insert({
        replica: executor.replica,
        started_at: databaseNow(knex),
        ...said,
      })
      .onConflict('replica')
      .merge(said);
    await knex('executors')
      .where('seen_at', '<', databaseNow(knex, -REMEMBERED_SECONDS))
      .delete();
  }

  /** Removes a replica that shuts down. */
  async remove(replica: string): Promise<void> {
    await this.#knex('executors').where({ replica }).delete();
  }

  async list(): Promise<Executor[]> {
    const knex = this.#knex;
    const rows: (ExecutorRow & { alive: boolean | number })[] = await knex(
      'executors',
    )
      .select('*', {
        alive: knex.raw('(seen_at > ?)', [
          databaseNow(knex, -SILENT_AFTER_SECONDS),
        ]),
      })
      .orderBy('replica');
    return rows.map(row => ({
      replica: row.replica,
      startedAt: row.started_at,
      seenAt: row.seen_at,
      isAlive: Boolean(row.alive),
      versions: JSON.parse(row.versions),
      problems: JSON.parse(row.problems),
      runnable: JSON.parse(row.runnable),
    }));
  }
}

import type { Knex } from 'knex';
import { databaseNow, type ExecutorRow } from '../database';
import type { ExecutorProblem } from './types';

/** A replica that said nothing for this long is gone, or can't reach the database. Seconds; several times the interval of its checks. */
const SILENT_AFTER_SECONDS = 120;

/** For how long a replica that is gone is remembered. Seconds. */
const REMEMBERED_SECONDS = 86_400;

/** A replica as it said last. */
export interface Executor {
  replica: string;
  /** ISO 8601. */
  startedAt: string;
  seenAt: string;
  /** Whether it said something lately. */
  isAlive: boolean;
  eksctlVersion?: string;
  /** Why it claims nothing; empty when it does. */
  problems: ExecutorProblem[];
}

/** What the replicas say of themselves, by the database's clock. */
export class ExecutorStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores what a replica says of itself, and forgets those that are long gone. */
  async report(
    executor: Pick<Executor, 'replica' | 'eksctlVersion' | 'problems'>,
  ): Promise<void> {
    const knex = this.#knex;
    const said = {
      seen_at: databaseNow(knex),
      eksctl_version: executor.eksctlVersion ?? null,
      problems: JSON.stringify(executor.problems),
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

  /** A replica that ends says so by going. */
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
      eksctlVersion: row.eksctl_version ?? undefined,
      problems: JSON.parse(row.problems),
    }));
  }
}

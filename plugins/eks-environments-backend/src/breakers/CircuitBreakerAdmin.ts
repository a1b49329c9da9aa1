import { NotFoundError } from '@backstage/errors';
import type {
  CircuitBreaker,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { CircuitBreakerRow } from '../database';
import { readFailure } from '../failures';
import {
  type OperationTypes,
  type RunnableOperations,
  type RunnableType,
  whereRunnable,
} from '../operations';
import { closedBreaker } from './closedBreaker';
import type { Place } from './types';

interface CountedRow extends CircuitBreakerRow {
  waiting: number | string;
  probed: string | null;
}

/**
 * Lists the accounts and regions in which operations wait for AWS, with the reason, the time and the number of operations, and lets a
 * person close a breaker.
 */
export class CircuitBreakerAdmin {
  readonly #knex: Knex;
  readonly #types: OperationTypes;
  readonly #runnable: RunnableOperations;

  constructor(options: {
    knex: Knex;
    types: OperationTypes;
    runnable: RunnableOperations;
  }) {
    this.#knex = options.knex;
    this.#types = options.types;
    this.#runnable = options.runnable;
  }

  /** The breakers that are not closed. */
  async list(): Promise<CircuitBreaker[]> {
    const runnable = await this.#runnable.read();
    const rows = await this.#opened(runnable).orderBy(['account', 'region']);
    return rows.map(toCircuitBreaker);
  }

  /** The breaker of a place, unless it is closed. */
  async find({ account, region }: Place): Promise<CircuitBreaker | undefined> {
    const runnable = await this.#runnable.read();
    const row = await this.#opened(runnable).where({ account, region }).first();
    return row && toCircuitBreaker(row);
  }

  /** Adds the breaker that the environment's operation waits for, if any. */
  async addTo(environment: Environment): Promise<Environment> {
    const { id, operation } = environment;
    if (operation?.state !== 'Pending' || !this.#isHeldBack(operation.type)) {
      return environment;
    }
    const breaker = await this.find(environment);
    return breaker?.probe === id ? environment : { ...environment, breaker };
  }

  /**
   * Lets the operations begin. The next failures open it again.
   *
   * @throws NotFoundError when it is closed
   */
  async close({ account, region }: Place): Promise<void> {
    const changed = await this.#knex<CircuitBreakerRow>('circuit_breakers')
      .where({ account, region })
      .whereNot('state', 'closed')
      .update(closedBreaker());
    if (changed === 0) {
      throw new NotFoundError(`No operation waits in ${account}, ${region}`);
    }
  }

  #isHeldBack(type: string): boolean {
    return this.#types.countedForBreakers().includes(type);
  }

  #opened(
    runnable: readonly RunnableType[],
  ): Knex.QueryBuilder<CountedRow, CountedRow[]> {
    const knex = this.#knex;
    return knex<CountedRow, CountedRow[]>('circuit_breakers as breaker')
      .whereNot('breaker.state', 'closed')
      .select('breaker.*', {
        waiting: knex('operations')
          .where('operations.state', 'Pending')
          .whereIn('operations.type', this.#types.countedForBreakers())
          .modify(whereRunnable, runnable)
          .whereRaw('operations.account = breaker.account')
          .whereRaw('operations.region = breaker.region')
          .whereRaw(`operations.id <> coalesce(breaker.probe, '')`)
          .count(),
        probed: knex('operations')
          .whereRaw('operations.id = breaker.probe')
          .select('environment_id'),
      });
  }
}

function toCircuitBreaker(row: CountedRow): CircuitBreaker {
  return {
    account: row.account,
    region: row.region,
    state: row.state === 'open' ? 'open' : 'halfOpen',
    since: row.opened_at ?? '',
    retryAt: row.state === 'open' ? row.retry_at ?? undefined : undefined,
    failures: row.failures,
    failure: readFailure(row.failure ?? '{}')!,
    waiting: Number(row.waiting),
    probe: row.probed ?? undefined,
  };
}

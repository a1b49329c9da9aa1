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
import type { BreakerScope } from './types';

interface CountedRow extends CircuitBreakerRow {
  waiting: number | string;
  probed: string | null;
}

/**
 * Lists where operations of a provisioner wait until it recovers, with the reason, the time and the number of operations, and lets a person
 * close a breaker.
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
    const rows = await this.#opened(runnable).orderBy([
      'account',
      'region',
      'provisioner',
    ]);
    return rows.map(toCircuitBreaker);
  }

  /** The breaker that an operation is subject to, unless it is closed. */
  async #findOf(operationId: string): Promise<CircuitBreaker | undefined> {
    const runnable = await this.#runnable.read();
    const row = await this.#opened(runnable)
      .whereExists(
        this.#knex('operations as held')
          .where('held.id', operationId)
          .whereRaw('held.provisioner = breaker.provisioner')
          .whereRaw('held.account = breaker.account')
          .whereRaw('held.region = breaker.region'),
      )
      .first();
    return row && toCircuitBreaker(row);
  }

  /** Adds the breaker that the environment's operation waits for, if any. */
  async addTo(environment: Environment): Promise<Environment> {
    const { id, operation } = environment;
    if (operation?.state !== 'Pending' || !this.#isHeldBack(operation.type)) {
      return environment;
    }
    const breaker = await this.#findOf(operation.id);
    return breaker?.probe === id ? environment : { ...environment, breaker };
  }

  /**
   * Lets the operations begin. The next failures open it again.
   *
   * @throws NotFoundError when it is closed
   */
  async close({ provisioner, account, region }: BreakerScope): Promise<void> {
    const changed = await this.#knex<CircuitBreakerRow>('circuit_breakers')
      .where({ provisioner, account, region })
      .whereNot('state', 'closed')
      .update(closedBreaker());
    if (changed === 0) {
      throw new NotFoundError(
        `No operation of ${provisioner} waits in ${account}, ${region}`,
      );
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
          .whereRaw('operations.provisioner = breaker.provisioner')
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
    provisioner: row.provisioner,
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

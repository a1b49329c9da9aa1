import type { CircuitBreaker } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { CircuitBreakerRow } from '../database';
import type { Place } from './types';

interface CountedRow extends CircuitBreakerRow {
  waiting: number | string;
  probed: string | null;
}

/** Reads which accounts and regions wait for AWS, why, since when, and how many creates with them. */
export class BreakerReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those that are not closed. */
  async list(): Promise<CircuitBreaker[]> {
    const rows = await this.#opened().orderBy(['account', 'region']);
    return rows.map(toCircuitBreaker);
  }

  /** The one of a place, unless it is closed. */
  async find({ account, region }: Place): Promise<CircuitBreaker | undefined> {
    const row = await this.#opened().where({ account, region }).first();
    return row && toCircuitBreaker(row);
  }

  #opened(): Knex.QueryBuilder<CountedRow, CountedRow[]> {
    const knex = this.#knex;
    return knex<CircuitBreakerRow, CountedRow[]>('circuit_breakers as breaker')
      .whereNot('breaker.state', 'closed')
      .select('breaker.*', {
        waiting: knex('operations')
          .join('environments', 'environments.id', 'operations.environment_id')
          .where({ 'operations.kind': 'Create', 'operations.state': 'Pending' })
          .whereRaw('environments.account = breaker.account')
          .whereRaw('environments.region = breaker.region')
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
    failure: JSON.parse(row.failure ?? '{}'),
    waiting: Number(row.waiting),
    probe: row.probed ?? undefined,
  };
}

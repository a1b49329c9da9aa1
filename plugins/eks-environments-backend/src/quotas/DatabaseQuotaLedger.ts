import { ConflictError } from '@backstage/errors';
import type { QuotaEffect } from 'backstage-plugin-eks-environments-common';
import type {
  QuotaDimension,
  ResourceShape,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { QuotaConfig } from './QuotaConfig';
import type { QuotaBalanceRow, QuotaReservationRow } from '../database';
import { limitKey, limitOf, readLimitTable } from './limits';
import type { QuotaDimensionRegistry } from './QuotaDimensionRegistry';
import { refusalOf } from './refusal';
import type { QuotaAmount, QuotaLedger, ReservationHolder } from './types';
import { toApiAmount } from './units';

/** The effect of amounts on the quotas that they count for. */
export interface QuotaForecast {
  /** One for each limit, in the units of the API. */
  effects: QuotaEffect[];
  /** Why the amounts do not fit, for each limit that they exceed. */
  refusals: string[];
}

/**
 * The ledger in the database.
 *
 * @remarks
 *
 * A balance is one row per scope and dimension. It is changed by one statement with the limit in its condition, so if two transactions want
 * the last place, the second one waits for the row and then finds the condition false. Rows are locked in one order everywhere, so no two
 * transactions deadlock.
 */
export class DatabaseQuotaLedger implements QuotaLedger {
  readonly #config: QuotaConfig;
  readonly #dimensions: QuotaDimensionRegistry;

  constructor(options: {
    config: QuotaConfig;
    dimensions: QuotaDimensionRegistry;
  }) {
    this.#config = options.config;
    this.#dimensions = options.dimensions;
  }

  async reserve(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; amounts: QuotaAmount[]; at: string },
  ): Promise<void> {
    const amounts = inLockOrder(options.amounts);
    if (amounts.length === 0) {
      return;
    }
    await ensureBalances(transaction, amounts);
    const table = await readLimitTable(transaction, scopesOf(amounts));

    for (const wanted of amounts) {
      const { scope, dimension, amount } = wanted;
      const limit = limitOf(
        { table, config: this.#config },
        scope,
        dimension,
      ).amount;
      const changed = await transaction<QuotaBalanceRow>('quota_balances')
        .where({ scope, dimension })
        .modify(query => {
          if (limit !== undefined) {
            query.whereRaw('amount + ? <= ?', [amount, limit]);
          }
        })
        .increment('amount', amount);
      if (changed === 0) {
        throw await this.#refuse(transaction, wanted, limit ?? 0);
      }
    }
    await transaction<QuotaReservationRow>('quota_reservations').insert(
      amounts.map(amount => ({
        ...amount,
        ...columnsOf(options.holder),
        reserved_at: options.at,
      })),
    );
  }

  async reserveBeyond(
    transaction: Knex.Transaction,
    options: {
      holder: ReservationHolder;
      beside: ReservationHolder;
      amounts: QuotaAmount[];
      at: string;
    },
  ): Promise<void> {
    const held = sumOf(await openReservations(transaction, options.beside));
    await this.reserve(transaction, {
      ...options,
      amounts: options.amounts.flatMap(wanted => {
        const amount = wanted.amount - amountIn(held, wanted);
        return amount > 0 ? [{ ...wanted, amount }] : [];
      }),
    });
  }

  async move(
    transaction: Knex.Transaction,
    { from, to }: { from: ReservationHolder; to: ReservationHolder },
  ): Promise<void> {
    await transaction<QuotaReservationRow>('quota_reservations')
      .where(columnsOf(from))
      .whereNull('released_at')
      .update(columnsOf(to));
  }

  async replace(
    transaction: Knex.Transaction,
    options: {
      from: ReservationHolder;
      to: ReservationHolder;
      amounts: QuotaAmount[];
      at: string;
    },
  ): Promise<void> {
    const { from, to, amounts, at } = options;
    const open = [
      ...(await openReservations(transaction, from)),
      ...(await openReservations(transaction, to)),
    ];
    // One pass over the balances, so that their rows are locked in one order.
    const changes = sumOf([
      ...amounts,
      ...open.map(held => ({ ...held, amount: -held.amount })),
    ]);
    await ensureBalances(transaction, amounts);
    for (const { scope, dimension, amount } of inLockOrder([
      ...changes.values(),
    ])) {
      await transaction<QuotaBalanceRow>('quota_balances')
        .where({ scope, dimension })
        .increment('amount', amount);
    }
    for (const holder of [from, to]) {
      await transaction<QuotaReservationRow>('quota_reservations')
        .where(columnsOf(holder))
        .whereNull('released_at')
        .update({ released_at: at });
    }
    await transaction<QuotaReservationRow>('quota_reservations')
      .insert(
        amounts.map(amount => ({
          ...amount,
          ...columnsOf(to),
          reserved_at: at,
          released_at: null,
        })),
      )
      .onConflict(['holder_kind', 'holder_id', 'scope', 'dimension'])
      .merge();
  }

  async shrink(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; shape: ResourceShape; at: string },
  ): Promise<void> {
    const { holder, shape, at } = options;
    const open = await openReservations(transaction, holder);
    for (const held of inLockOrder(open)) {
      const { scope, dimension, amount } = held;
      // A dimension whose module is gone can't be measured, so it keeps counting.
      const left =
        this.#dimensions.find(dimension)?.measure(shape).amount ?? amount;
      if (left < amount) {
        await transaction<QuotaReservationRow>('quota_reservations')
          .where({ ...columnsOf(holder), scope, dimension })
          .whereNull('released_at')
          .update(left > 0 ? { amount: left } : { released_at: at });
        await transaction<QuotaBalanceRow>('quota_balances')
          .where({ scope, dimension })
          .decrement('amount', amount - left);
      }
    }
  }

  async release(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; at: string },
  ): Promise<void> {
    const released = await transaction<QuotaReservationRow>(
      'quota_reservations',
    )
      .where(columnsOf(options.holder))
      .whereNull('released_at')
      .update({ released_at: options.at })
      .returning(['scope', 'dimension', 'amount']);
    for (const { scope, dimension, amount } of inLockOrder(released)) {
      await transaction<QuotaBalanceRow>('quota_balances')
        .where({ scope, dimension })
        .decrement('amount', amount);
    }
  }

  /**
   * The effect of a reservation, read without taking it.
   *
   * @param replaced - the holder whose reservation it would replace
   */
  async forecast(
    knex: Knex,
    amounts: QuotaAmount[],
    replaced?: ReservationHolder,
  ): Promise<QuotaForecast> {
    const scopes = scopesOf(amounts);
    const table = await readLimitTable(knex, scopes);
    const balances = await knex<QuotaBalanceRow>('quota_balances').whereIn(
      'scope',
      scopes,
    );
    const taken = new Map(
      balances.map(row => [limitKey(row.scope, row.dimension), row.amount]),
    );
    const held = sumOf(
      replaced === undefined ? [] : await openReservations(knex, replaced),
    );
    const forecast: QuotaForecast = { effects: [], refusals: [] };
    for (const wanted of amounts) {
      const { scope } = wanted;
      const { id, title, unit } = this.#dimension(wanted);
      const amount = wanted.amount - amountIn(held, wanted);
      const limit = limitOf({ table, config: this.#config }, scope, id);
      if (limit.amount === undefined) {
        continue;
      }
      const before = taken.get(limitKey(scope, id)) ?? 0;
      const exceeded = amount > 0 && before + amount > limit.amount;
      forecast.effects.push({
        scope,
        dimension: id,
        title,
        unit,
        limit: toApiAmount(unit, limit.amount),
        before: toApiAmount(unit, before),
        after: toApiAmount(unit, before + amount),
        exceeded,
        source: limit.source,
      });
      if (exceeded) {
        forecast.refusals.push(
          await refusalOf(knex, {
            scope,
            dimension: this.#dimension(wanted),
            limit: limit.amount,
            taken: before,
            wanted: amount,
          }),
        );
      }
    }
    return forecast;
  }

  async #refuse(
    transaction: Knex.Transaction,
    wanted: QuotaAmount,
    limit: number,
  ): Promise<ConflictError> {
    const { scope, dimension, amount } = wanted;
    const balance = await transaction<QuotaBalanceRow>('quota_balances')
      .where({ scope, dimension })
      .first();
    return new ConflictError(
      await refusalOf(transaction, {
        scope,
        dimension: this.#dimension(wanted),
        limit,
        taken: balance?.amount ?? 0,
        wanted: amount,
      }),
    );
  }

  #dimension({ dimension }: QuotaAmount): QuotaDimension {
    return this.#dimensions.get(dimension, 'dimension');
  }
}

/** Creates missing balances with 0. */
async function ensureBalances(
  transaction: Knex.Transaction,
  amounts: QuotaAmount[],
): Promise<void> {
  await transaction<QuotaBalanceRow>('quota_balances')
    .insert(amounts.map(({ scope, dimension }) => ({ scope, dimension })))
    .onConflict(['scope', 'dimension'])
    .ignore();
}

function openReservations(
  knex: Knex,
  holder: ReservationHolder,
): Promise<QuotaAmount[]> {
  return knex<QuotaReservationRow>('quota_reservations')
    .where(columnsOf(holder))
    .whereNull('released_at')
    .select('scope', 'dimension', 'amount');
}

function columnsOf({
  kind,
  id,
}: ReservationHolder): Pick<QuotaReservationRow, 'holder_kind' | 'holder_id'> {
  return { holder_kind: kind, holder_id: id };
}

/** Adds up the amounts of each scope and dimension. */
function sumOf(amounts: QuotaAmount[]): Map<string, QuotaAmount> {
  const sums = new Map<string, QuotaAmount>();
  for (const each of amounts) {
    const key = limitKey(each.scope, each.dimension);
    const amount = (sums.get(key)?.amount ?? 0) + each.amount;
    sums.set(key, { ...each, amount });
  }
  return sums;
}

function amountIn(
  sums: Map<string, QuotaAmount>,
  { scope, dimension }: QuotaAmount,
): number {
  return sums.get(limitKey(scope, dimension))?.amount ?? 0;
}

function scopesOf(amounts: QuotaAmount[]): string[] {
  return [...new Set(amounts.map(({ scope }) => scope))];
}

function inLockOrder(amounts: QuotaAmount[]): QuotaAmount[] {
  return [...amounts].sort((a, b) =>
    limitKey(a.scope, a.dimension) < limitKey(b.scope, b.dimension) ? -1 : 1,
  );
}

import type { Knex } from 'knex';
import { newId } from '../../src/database';
import {
  DatabaseQuotaLedger,
  type QuotaAmount,
  QuotaDimensionRegistry,
} from '../../src/quotas';
import { type Comparison, medianMs } from './measure';

/*
 * The check of a request against its quotas, with the reservation: a balance row for each scope and dimension, or their sum recounted
 * from the reservations that are open. As many environments as there are hold something, and as many requests have ended.
 */

const registry = new QuotaDimensionRegistry();
const dimensions = registry.all.map(({ id }) => id);
const scopes = ['everyone', 'group:default/team-7', 'user:default/dana'];
const at = '2026-11-21T10:00:00.000Z';

const amounts: QuotaAmount[] = scopes.flatMap(scope =>
  dimensions.map(dimension => ({ scope, dimension, amount: 1 })),
);

export async function compareQuotaCheck(knex: Knex): Promise<Comparison[]> {
  const requestIds: string[] = await knex('requests').pluck('id');
  await knex.batchInsert(
    'quota_reservations',
    requestIds.slice(100).flatMap((requestId, index) =>
      dimensions.map(dimension => ({
        holder_kind: 'request',
        holder_id: requestId,
        scope: 'everyone',
        dimension,
        amount: 1,
        reserved_at: at,
        released_at: index % 2 === 0 ? null : at,
      })),
    ),
    100,
  );
  const limits = { environments: 1e6, nodes: 1e6, vcpu: 1e6, hourlyCost: 1e6 };
  const ledger = new DatabaseQuotaLedger({
    config: {
      defaults: { user: limits, group: limits, everyone: limits },
      overrides: new Map(),
    },
    dimensions: registry,
  });
  const ours = await medianMs(9, run =>
    knex.transaction(transaction =>
      ledger.reserve(transaction, {
        holder: { kind: 'request', id: requestIds[run] },
        amounts,
        at,
      }),
    ),
  );
  const theirs = await medianMs(9, run =>
    knex.transaction(transaction =>
      recountAndReserve(transaction, requestIds[50 + run]),
    ),
  );
  return [
    {
      what: 'Quota check of a request',
      unit: 'ms',
      ours,
      otherwise: 'recount the reservations',
      theirs,
    },
  ];
}

async function recountAndReserve(
  transaction: Knex.Transaction,
  requestId: string,
): Promise<void> {
  for (const { scope, dimension, amount } of amounts) {
    const row = await transaction('quota_reservations')
      .where({ scope, dimension })
      .whereNull('released_at')
      .sum({ taken: 'amount' })
      .first();
    if (Number(row?.taken ?? 0) + amount > 1e6) {
      throw new Error(`No room in ${scope} ${dimension} of ${newId()}`);
    }
  }
  await transaction('quota_reservations').insert(
    amounts.map(amount => ({
      ...amount,
      holder_kind: 'request',
      holder_id: requestId,
      reserved_at: at,
    })),
  );
}

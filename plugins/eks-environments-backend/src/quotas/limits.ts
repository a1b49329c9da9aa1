import { parseEntityRef } from '@backstage/catalog-model';
import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { QuotaConfig } from './QuotaConfig';
import type { QuotaLimitRow } from '../database';
import { EVERYONE } from './scopes';

/** A limit and where it comes from. */
export interface QuotaLimit {
  /** In the unit of the ledger; undefined if there is no limit. */
  amount: number | undefined;
  /** Formatted for people. */
  source: string;
}

/** The limits that people set, read at once. */
export type LimitTable = Map<string, QuotaLimitRow>;

/** Reads the limits that people set for some scopes, or for all. */
export async function readLimitTable(
  knex: Knex,
  scopes?: string[],
): Promise<LimitTable> {
  const query = knex<QuotaLimitRow>('quota_limits').select();
  if (scopes) {
    query.whereIn('scope', scopes);
  }
  const rows: QuotaLimitRow[] = await query;
  return new Map(rows.map(row => [limitKey(row.scope, row.dimension), row]));
}

export function limitKey(scope: string, dimension: string): string {
  return `${dimension} ${scope}`;
}

/** The effective limit: the one that people set, else the one configured for the scope, else the default for scopes of its kind. */
export function limitOf(
  options: { table: LimitTable; config: QuotaConfig },
  scope: string,
  dimension: string,
): QuotaLimit {
  const { table, config } = options;
  const row = table.get(limitKey(scope, dimension));
  if (row) {
    return {
      amount: row.amount,
      source: `set by ${formatEntityName(row.set_by)}`,
    };
  }
  const configured = config.overrides.get(scope)?.[dimension];
  if (configured !== undefined) {
    return { amount: configured, source: 'configured for this scope' };
  }
  const kind = kindOf(scope);
  const amount = config.defaults[kind][dimension];
  return {
    amount,
    source:
      amount === undefined ? 'no limit' : `configured default for ${kind}`,
  };
}

function kindOf(scope: string): keyof QuotaConfig['defaults'] {
  if (scope === EVERYONE) {
    return EVERYONE;
  }
  return parseEntityRef(scope).kind.toLocaleLowerCase('en') === 'user'
    ? 'user'
    : 'group';
}

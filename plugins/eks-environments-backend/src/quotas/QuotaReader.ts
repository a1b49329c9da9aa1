import { InputError } from '@backstage/errors';
import type {
  QuotaDimension,
  QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { parseOwnerRef } from '../access/ownerRef';
import type { QuotaConfig } from '../config';
import type { QuotaBalanceRow } from '../database';
import type { QuotaHolder } from '../service/types';
import { EVERYONE, quotaDimensions, toPeople } from './dimensions';
import { type Holder, isStanding, readHolders } from './holders';
import { limitOf, type LimitTable, readLimitTable } from './limits';

/** Whose view of the quotas it is. */
export interface QuotaView {
  editable: boolean;
  sees: (holder: QuotaHolder) => boolean;
}

/** Reads limits with what is used and reserved. */
export class QuotaReader {
  readonly #knex: Knex;
  readonly #config: QuotaConfig;

  constructor(options: { knex: Knex; config: QuotaConfig }) {
    this.#knex = options.knex;
    this.#config = options.config;
  }

  /** Every dimension of the scopes; of those that hold something or have a limit of their own, where none are given. */
  async list(
    scopes: string[] | undefined,
    view: QuotaView,
  ): Promise<QuotaUsage[]> {
    const table = await readLimitTable(this.#knex, scopes);
    const holders = await readHolders(this.#knex, { scopes });
    const shown = scopes ?? (await this.#knownScopes(table));
    return shown.flatMap(scope =>
      quotaDimensions.map(dimension =>
        this.#toUsage({ scope, dimension, table, holders, view }),
      ),
    );
  }

  async #knownScopes(table: LimitTable): Promise<string[]> {
    const balances = await this.#knex<QuotaBalanceRow>('quota_balances')
      .distinct('scope')
      .where('amount', '>', 0);
    const scopes = new Set([
      ...balances.map(({ scope }) => scope),
      ...[...table.values()].map(({ scope }) => scope),
      ...this.#config.overrides.keys(),
    ]);
    scopes.delete(EVERYONE);
    return [EVERYONE, ...[...scopes].sort()];
  }

  #toUsage(options: {
    scope: string;
    dimension: QuotaDimension;
    table: LimitTable;
    holders: Holder[];
    view: QuotaView;
  }): QuotaUsage {
    const { scope, dimension, table, view } = options;
    const limit = limitOf({ table, config: this.#config }, scope, dimension);
    const holders = options.holders.filter(
      holder => holder.scope === scope && holder.dimension === dimension,
    );
    const amount = (some: Holder[]) =>
      toPeople(
        dimension,
        some.reduce((sum, holder) => sum + holder.amount, 0),
      );
    return {
      scope,
      dimension,
      limit:
        limit.amount === undefined
          ? undefined
          : toPeople(dimension, limit.amount),
      used: amount(holders.filter(isStanding)),
      reserved: amount(holders.filter(holder => !isStanding(holder))),
      source: limit.source,
      editable: view.editable,
      environments: holders
        .filter(holder => view.sees(toQuotaHolder(holder)))
        .map(holder => ({
          environmentId: holder.environmentId,
          requestId: holder.requestId,
          name: holder.name,
          owner: holder.owner,
          amount: toPeople(dimension, holder.amount),
          freeAt: holder.freeAt,
        })),
    };
  }
}

function toQuotaHolder(holder: Holder): QuotaHolder {
  return {
    id: holder.environmentId ?? holder.requestId,
    owner: holder.owner,
    requester: holder.requester,
    blueprint: holder.blueprint,
  };
}

/** @throws InputError when it is neither `everyone` nor the entity reference of a group or user */
export function toScope(text: string): string {
  if (text === EVERYONE) {
    return text;
  }
  const scope = text.includes(':') ? parseOwnerRef(text) : undefined;
  if (scope === undefined) {
    throw new InputError(
      `scope must be ${EVERYONE} or the entity reference of a group or user, such as group:default/team`,
    );
  }
  return scope;
}

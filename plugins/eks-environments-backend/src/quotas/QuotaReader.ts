import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentFilter,
  QuotaDimension,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { QuotaConfig } from './QuotaConfig';
import type { Visibility } from '../permissions';
import {
  type Holder,
  readLargestHolders,
  readTaken,
  type Taken,
} from './holders';
import { limitKey, limitOf, type LimitTable, readLimitTable } from './limits';
import type { QuotaDimensionRegistry } from './QuotaDimensionRegistry';
import { readScopePage, type ScopePage } from './scopePage';
import { EVERYONE } from './scopes';
import { toApiAmount } from './units';

/** The view of a caller on the quotas. */
export interface QuotaView {
  editable: boolean;
  /** Which holders the caller may know by name. */
  visible: Visibility<EnvironmentFilter>;
}

/** How many holders of one scope and dimension are listed. */
const LARGEST = 100;

/** Reads limits with what is used and reserved. */
export class QuotaReader {
  readonly #knex: Knex;
  readonly #config: QuotaConfig;
  readonly #dimensions: QuotaDimensionRegistry;

  constructor(options: {
    knex: Knex;
    config: QuotaConfig;
    dimensions: QuotaDimensionRegistry;
  }) {
    this.#knex = options.knex;
    this.#config = options.config;
    this.#dimensions = options.dimensions;
  }

  /**
   * Every dimension of one page of the scopes, with the largest holders of each. Without given scopes: of all that hold something or have a
   * limit of their own, without holders. So the cost of a call grows neither with the environments nor with the scopes.
   */
  async list(
    scopes: string[] | undefined,
    page: ScopePage,
    view: QuotaView,
  ): Promise<{ items: QuotaUsage[]; totalItems: number }> {
    const { shown, total } = await readScopePage(this.#knex, page, {
      named: scopes ?? [EVERYONE, ...this.#config.overrides.keys()],
      withKnown: scopes === undefined,
    });
    const table = await readLimitTable(this.#knex, shown);
    const taken = await readTaken(this.#knex, shown);
    const dimensions = this.#dimensions.all;
    const items: QuotaUsage[] = [];
    for (const scope of shown) {
      for (const dimension of dimensions) {
        const holders =
          scopes === undefined
            ? []
            : await readLargestHolders(this.#knex, {
                scope,
                dimension: dimension.id,
                limit: LARGEST,
                visible: view.visible,
              });
        items.push(
          this.#toUsage({
            scope,
            dimension,
            table,
            taken: taken.get(limitKey(scope, dimension.id)),
            holders,
            view,
          }),
        );
      }
    }
    return { items, totalItems: total * dimensions.length };
  }

  #toUsage(options: {
    scope: string;
    dimension: QuotaDimension;
    table: LimitTable;
    taken: Taken | undefined;
    holders: Holder[];
    view: QuotaView;
  }): QuotaUsage {
    const { scope, dimension, table, taken, holders, view } = options;
    const { id, title, unit } = dimension;
    const limit = limitOf({ table, config: this.#config }, scope, id);
    return {
      scope,
      dimension: id,
      title,
      unit,
      limit:
        limit.amount === undefined
          ? undefined
          : toApiAmount(unit, limit.amount),
      used: toApiAmount(unit, taken?.used ?? 0),
      reserved: toApiAmount(unit, taken?.reserved ?? 0),
      source: limit.source,
      editable: view.editable,
      environments: holders.map(holder => ({
        environmentId: holder.environmentId,
        requestId: holder.requestId,
        name: holder.name,
        owner: holder.owner,
        amount: toApiAmount(unit, holder.amount),
        freeAt: holder.freeAt,
      })),
    };
  }
}

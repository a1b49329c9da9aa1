import { InputError } from '@backstage/errors';
import type {
  QuotaDimension,
  QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { parseOwnerRef } from '../access/ownerRef';
import type { QuotaConfig } from '../config';
import type { Criteria } from '../permissions';
import { EVERYONE, quotaDimensions, toApiAmount } from './dimensions';
import {
  type Holder,
  readLargestHolders,
  readTaken,
  type Taken,
} from './holders';
import { limitKey, limitOf, type LimitTable, readLimitTable } from './limits';
import { readScopePage, type ScopePage } from './scopePage';

/** Whose view of the quotas it is. */
export interface QuotaView {
  editable: boolean;
  /** Which of those who hold something are known by name; undefined means all. */
  visible?: Criteria<EnvironmentFilter>;
}

/** How many holders of one scope and dimension a list names. */
const LARGEST = 100;

/** Reads limits with what is used and reserved. */
export class QuotaReader {
  readonly #knex: Knex;
  readonly #config: QuotaConfig;

  constructor(options: { knex: Knex; config: QuotaConfig }) {
    this.#knex = options.knex;
    this.#config = options.config;
  }

  /**
   * Every dimension of one page of the scopes, with the largest holders of each. Where no scopes are given: of all that hold something or
   * have a limit of their own, without holders. So the work of a call grows neither with the environments nor with the scopes.
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
    const items: QuotaUsage[] = [];
    for (const scope of shown) {
      for (const dimension of quotaDimensions) {
        const holders =
          scopes === undefined
            ? []
            : await readLargestHolders(this.#knex, {
                scope,
                dimension,
                limit: LARGEST,
                visible: view.visible,
              });
        items.push(
          this.#toUsage({
            scope,
            dimension,
            table,
            taken: taken.get(limitKey(scope, dimension)),
            holders,
            view,
          }),
        );
      }
    }
    return { items, totalItems: total * quotaDimensions.length };
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
    const limit = limitOf({ table, config: this.#config }, scope, dimension);
    return {
      scope,
      dimension,
      limit:
        limit.amount === undefined
          ? undefined
          : toApiAmount(dimension, limit.amount),
      used: toApiAmount(dimension, taken?.used ?? 0),
      reserved: toApiAmount(dimension, taken?.reserved ?? 0),
      source: limit.source,
      editable: view.editable,
      environments: holders.map(holder => ({
        environmentId: holder.environmentId,
        requestId: holder.requestId,
        name: holder.name,
        owner: holder.owner,
        amount: toApiAmount(dimension, holder.amount),
        freeAt: holder.freeAt,
      })),
    };
  }
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

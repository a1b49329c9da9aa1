import {
  formatEntityName,
  type QuotaLimitInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type Clock, type QuotaLimitRow, toColumn } from '../database';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { QuotaDimensionRegistry } from './QuotaDimensionRegistry';
import { toScope } from './scopes';
import { formatAmount, parseLimit } from './units';

interface LimitSetterOptions {
  knex: Knex;
  clock: Clock;
  events: EventRecorder;
  changes: ChangePublisher;
  dimensions: QuotaDimensionRegistry;
}

/** Sets limits that override the configuration. */
export class LimitSetter {
  readonly #options: LimitSetterOptions;

  constructor(options: LimitSetterOptions) {
    this.#options = options;
  }

  /** Sets a limit, or returns to the configured one if the input omits it. Reservations that exceed the new limit are kept. */
  async set(input: QuotaLimitInput, actor: string): Promise<void> {
    const { knex, clock, events, changes, dimensions } = this.#options;
    const {
      id: dimension,
      title,
      unit,
    } = dimensions.get(input.dimension, 'dimension');
    const scope = toScope(input.scope);
    const named = { dimension: title, scope: formatEntityName(scope) };
    const at = toColumn(clock.now());
    const amount =
      input.limit === undefined
        ? undefined
        : parseLimit(unit, input.limit, 'limit');

    await knex.transaction(async transaction => {
      if (amount === undefined) {
        await transaction<QuotaLimitRow>('quota_limits')
          .where({ scope, dimension })
          .delete();
      } else {
        await transaction<QuotaLimitRow>('quota_limits')
          .insert({ scope, dimension, amount, set_by: actor, set_at: at })
          .onConflict(['scope', 'dimension'])
          .merge();
      }
      await events.record(transaction, {
        type: 'QuotaLimitChanged',
        actor,
        ...(amount === undefined
          ? eventText('limit-removed', named)
          : eventText('limit-set', {
              ...named,
              limit: formatAmount(unit, amount),
            })),
        data: { scope, dimension, limit: input.limit },
        at,
      });
    });
    changes.publish({ type: 'QuotaLimitChanged' });
  }
}

import type { GetUsage, Usage } from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentFilter,
  RequestFilter,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type DateTime } from 'luxon';
import {
  type Clock,
  type EnvironmentRow,
  fromColumn,
  toColumn,
} from '../database';
import { applyCriteria, type Criteria, propertyColumns } from '../permissions';
import type { Caller } from './callers';
import { environmentsOf } from './environments/environmentList';
import { toMoney } from './money';
import { whereScope } from './scope';

type UsageQuery = NonNullable<GetUsage['query']>;
type CostRow = Pick<
  EnvironmentRow,
  'hourly_cost' | 'unpriced' | 'cost_from' | 'cost_until'
>;

/** Whose view it is. */
export interface UsageView {
  caller: Caller;
  visibleEnvironments?: Criteria<EnvironmentFilter>;
  visibleRequests?: Criteria<RequestFilter>;
}

/** Counts and adds up what a caller may see. */
export class UsageReader {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  async read({ scope }: UsageQuery, view: UsageView): Promise<Usage> {
    const now = this.#clock.now();
    const counts = await this.#countStates(scope, view);
    const count = (...states: EnvironmentRow['state'][]) =>
      states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
    return {
      ready: count('Ready', 'Expiring'),
      building: count('Queued', 'Provisioning'),
      waiting: await this.#countWaiting(scope, view),
      failed: count(
        'ProvisioningFailed',
        'DeprovisioningFailed',
        'Quarantined',
      ),
      endingWithinDay: await this.#countEnding(scope, view, now),
      ...(await this.#costs(scope, view, now)),
    };
  }

  async #countStates(
    scope: UsageQuery['scope'],
    view: UsageView,
  ): Promise<Map<string, number>> {
    const rows: Array<{ state: string; count: number | string }> =
      await this.#living(scope, view)
        .groupBy('environments.state')
        .select('environments.state')
        .count({ count: '*' });
    return new Map(rows.map(row => [row.state, Number(row.count)]));
  }

  async #countEnding(
    scope: UsageQuery['scope'],
    view: UsageView,
    now: DateTime,
  ): Promise<number> {
    const [{ count }] = await this.#living(scope, view)
      .whereIn('environments.state', ['Ready', 'Hibernated', 'Expiring'])
      .where('leases.expires_at', '<=', toColumn(now.plus({ days: 1 })))
      .count({ count: '*' });
    return Number(count);
  }

  async #countWaiting(
    scope: UsageQuery['scope'],
    view: UsageView,
  ): Promise<number> {
    const query: Knex.QueryBuilder = this.#knex('requests').where(
      'requests.state',
      'PendingApproval',
    );
    if (view.visibleRequests) {
      applyCriteria(query, view.visibleRequests, propertyColumns('requests'));
    }
    whereScope(query, 'requests', scope, view.caller);
    const [{ count }] = await query.count({ count: '*' });
    return Number(count);
  }

  /** What is charged per hour now, and what was since the first of this month. */
  async #costs(
    scope: UsageQuery['scope'],
    view: UsageView,
    now: DateTime,
  ): Promise<Pick<Usage, 'hourly' | 'month' | 'costIsLowerBound'>> {
    const monthStart = now.startOf('month');
    const columns = [
      'environments.hourly_cost',
      'environments.unpriced',
      'environments.cost_from',
      'environments.cost_until',
    ];
    const living: CostRow[] = await this.#living(scope, view)
      .whereNotNull('environments.cost_from')
      .select(columns);
    const ended: CostRow[] = await environmentsOf(
      this.#knex,
      { scope, ended: true },
      { caller: view.caller, visible: view.visibleEnvironments },
    )
      .where('environments.cost_until', '>', toColumn(monthStart))
      .select(columns);
    const hourly = living
      .filter(row => row.cost_until === null)
      .reduce((sum, row) => sum + row.hourly_cost, 0);
    const month = [...living, ...ended].reduce(
      (sum, row) => sum + costSince(row, monthStart, now),
      0,
    );
    return {
      hourly: toMoney(hourly),
      month: toMoney(month),
      costIsLowerBound: [...living, ...ended].some(
        row => row.unpriced !== '[]',
      ),
    };
  }

  #living(scope: UsageQuery['scope'], view: UsageView): Knex.QueryBuilder {
    return environmentsOf(
      this.#knex,
      { scope },
      { caller: view.caller, visible: view.visibleEnvironments },
    );
  }
}

function costSince(row: CostRow, since: DateTime, now: DateTime): number {
  if (row.cost_from === null) {
    return 0;
  }
  const from = Math.max(fromColumn(row.cost_from).toMillis(), since.toMillis());
  const until =
    row.cost_until === null
      ? now.toMillis()
      : fromColumn(row.cost_until).toMillis();
  const hours = Math.max(0, until - from) / 3_600_000;
  return row.hourly_cost * hours;
}

import {
  answers,
  type GetUsage,
  hasFailed,
  hasRunningLease,
  isBeingBuilt,
  leasePhasesWhere,
  statesWhere,
  type Usage,
} from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentFilter,
  RequestFilter,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type DateTime } from 'luxon';
import { costWithin } from '../../costs';
import { type Clock, type EnvironmentRow, toColumn } from '../../database';
import {
  applyVisibility,
  propertyColumns,
  type Visibility,
} from '../../permissions';
import type { Caller } from '../../access/callers';
import { environmentsOf, joinLeases } from '../environments/environmentList';
import { toMoney } from '../../util/money';
import { whereScope } from '../../access/scope';

type UsageQuery = NonNullable<GetUsage['query']>;

/** Sums over some cost segments. Money in millionths of a dollar. */
interface CostSums {
  /** Per hour, of those that are open. */
  hourly: number;
  /** How many of the open ones have parts without a price. */
  unpricedNow: number;
  /** What was charged within a period. */
  inPeriod: number;
  /** How many have parts without a price. */
  unpricedInPeriod: number;
}

/** The view of a caller. */
export interface UsageView {
  caller: Caller;
  visibleEnvironments: Visibility<EnvironmentFilter>;
  visibleRequests: Visibility<RequestFilter>;
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
      ready: count(...statesWhere(answers)),
      building: count(...statesWhere(isBeingBuilt)),
      waiting: await this.#countWaiting(scope, view),
      failed: count(...statesWhere(hasFailed)),
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
      .modify(joinLeases)
      .whereIn('leases.phase', leasePhasesWhere(hasRunningLease))
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
    applyVisibility(query, view.visibleRequests, propertyColumns('requests'));
    whereScope(query, 'requests', scope, view.caller);
    const [{ count }] = await query.count({ count: '*' });
    return Number(count);
  }

  /** What is charged per hour now, and what was charged since the first of this month. */
  async #costs(
    scope: UsageQuery['scope'],
    view: UsageView,
    now: DateTime,
  ): Promise<
    Pick<Usage, 'hourly' | 'month' | 'hourlyIsLowerBound' | 'monthIsLowerBound'>
  > {
    const monthStart = now.startOf('month');
    const period = { from: toColumn(monthStart), until: toColumn(now) };
    const living = await this.#sumCosts(this.#living(scope, view), period);
    const ended = await this.#sumCosts(
      environmentsOf(
        this.#knex,
        { scope, ended: true },
        { caller: view.caller, visible: view.visibleEnvironments },
      ),
      period,
    );
    return {
      hourly: toMoney(living.hourly),
      month: toMoney(living.inPeriod + ended.inPeriod),
      hourlyIsLowerBound: living.unpricedNow > 0,
      monthIsLowerBound: living.unpricedInPeriod + ended.unpricedInPeriod > 0,
    };
  }

  /** Adds up in the database, so that the answer is one row however many environments there are. */
  async #sumCosts(
    environments: Knex.QueryBuilder,
    period: { from: string; until: string },
  ): Promise<CostSums> {
    const isOpen = 'cost_segments.ended_at is null';
    const isUnpriced = `cost_segments.unpriced <> '[]'`;
    const count = (condition: string) =>
      this.#knex.raw(`sum(case when ${condition} then 1 else 0 end)`);
    const [row] = await environments
      .join('cost_segments', 'cost_segments.environment_id', 'environments.id')
      .where(inPeriod =>
        inPeriod
          .whereNull('cost_segments.ended_at')
          .orWhere('cost_segments.ended_at', '>', period.from),
      )
      .select({
        hourly: this.#knex.raw(
          `sum(case when ${isOpen} then cost_segments.hourly_cost else 0 end)`,
        ),
        unpriced_now: count(`${isOpen} and ${isUnpriced}`),
        in_period: costWithin(this.#knex, period),
        unpriced_in_period: count(isUnpriced),
      });
    return {
      hourly: Number(row.hourly ?? 0),
      unpricedNow: Number(row.unpriced_now ?? 0),
      inPeriod: Number(row.in_period ?? 0),
      unpricedInPeriod: Number(row.unpriced_in_period ?? 0),
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

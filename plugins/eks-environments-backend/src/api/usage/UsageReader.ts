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

/** Sums over some environments. Money in millionths of a dollar. */
interface CostSums {
  /** Per hour, of those that are charged now. */
  hourly: number;
  /** What was charged within a period. */
  inPeriod: number;
  /** How many have parts without a price. */
  unpriced: number;
}

/*
 * Hours of a period (`:from`, `:until`) in which an environment was charged. Times are ISO 8601 text of one format, which sorts by time.
 * Null if it was never charged, which a sum ignores.
 */
const POSTGRES_HOURS = `greatest(0, extract(epoch from
  coalesce(environments.cost_until, :until)::timestamptz
  - greatest(environments.cost_from, :from)::timestamptz))::double precision / 3600
  * case when environments.cost_from is null then 0 else 1 end`;
const SQLITE_HOURS = `max(0, unixepoch(coalesce(environments.cost_until, :until), 'subsec')
  - unixepoch(max(environments.cost_from, :from), 'subsec')) / 3600.0`;

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
    const living = await this.#sumCosts(
      this.#living(scope, view).whereNotNull('environments.cost_from'),
      period,
    );
    const ended = await this.#sumCosts(
      environmentsOf(
        this.#knex,
        { scope, ended: true },
        { caller: view.caller, visible: view.visibleEnvironments },
      ).where('environments.cost_until', '>', period.from),
      period,
    );
    return {
      hourly: toMoney(living.hourly),
      month: toMoney(living.inPeriod + ended.inPeriod),
      hourlyIsLowerBound: living.unpriced > 0,
      monthIsLowerBound: living.unpriced + ended.unpriced > 0,
    };
  }

  /** Adds up in the database, so that the answer is one row however many environments there are. */
  async #sumCosts(
    environments: Knex.QueryBuilder,
    period: { from: string; until: string },
  ): Promise<CostSums> {
    const isPostgres = this.#knex.client.config.client === 'pg';
    const [row] = await environments.select(
      this.#knex.raw(
        `sum(case when environments.cost_until is null then environments.hourly_cost else 0 end) as hourly`,
      ),
      this.#knex.raw(
        `sum(environments.hourly_cost * ${
          isPostgres ? POSTGRES_HOURS : SQLITE_HOURS
        }) as in_period`,
        period,
      ),
      this.#knex.raw(
        `sum(case when environments.unpriced <> '[]' then 1 else 0 end) as unpriced`,
      ),
    );
    return {
      hourly: Number(row.hourly ?? 0),
      inPeriod: Number(row.in_period ?? 0),
      unpriced: Number(row.unpriced ?? 0),
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

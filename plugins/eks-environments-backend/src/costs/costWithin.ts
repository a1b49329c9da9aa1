import type { Knex } from 'knex';

/** A period, in the format of the columns. */
export interface Period {
  /** Omitted: from the first segment on. */
  from?: string;
  /** An open segment counts to here. */
  until: string;
}

/*
 * Times are ISO 8601 text of one format, which sorts by time, so that segments are clipped as text. A segment outside of the period has no
 * hours.
 */
const POSTGRES_HOURS = `greatest(0, extract(epoch from
  least(coalesce(cost_segments.ended_at, :until), :until)::timestamptz
  - greatest(cost_segments.started_at, :from)::timestamptz))::double precision / 3600`;
const SQLITE_HOURS = `max(0, unixepoch(min(coalesce(cost_segments.ended_at, :until), :until), 'subsec')
  - unixepoch(max(cost_segments.started_at, :from), 'subsec')) / 3600.0`;

/** Before every segment. */
const BEGINNING = '0001-01-01T00:00:00.000Z';

/** SQL for the cost of the selected segments within a period: millionths of a dollar, null without segments. */
export function costWithin(
  knex: Knex,
  { from = BEGINNING, until }: Period,
): Knex.Raw<number> {
  const isPostgres = knex.client.config.client === 'pg';
  return knex.raw(
    `sum(cost_segments.hourly_cost * ${
      isPostgres ? POSTGRES_HOURS : SQLITE_HOURS
    })`,
    { from, until },
  );
}

/**
 * What environments cost until a time: millionths of a dollar by environment id. Environments that were never charged for are missing.
 */
export async function costsUntil(
  knex: Knex,
  environmentIds: string[],
  until: string,
): Promise<Map<string, number>> {
  const rows: Array<{ environment_id: string; cost: number | string }> =
    await knex('cost_segments')
      .whereIn('environment_id', environmentIds)
      .groupBy('environment_id')
      .select({
        environment_id: 'environment_id',
        cost: costWithin(knex, { until }),
      });
  return new Map(
    rows.map(({ environment_id: id, cost }) => [id, Number(cost)]),
  );
}

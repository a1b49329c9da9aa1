import type { Knex } from 'knex';

/** Restricts a query on `engine_pauses` and `operations` to the pauses that apply to the operation. */
export function wherePaused(query: Knex.QueryBuilder): void {
  query
    .whereRaw('engine_pauses.lane = operations.lane')
    .where(place =>
      place
        .whereNull('engine_pauses.account')
        .orWhereRaw('engine_pauses.account = operations.account'),
    );
}

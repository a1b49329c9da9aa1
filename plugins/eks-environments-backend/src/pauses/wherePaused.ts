import type { Knex } from 'knex';

/** Where one of `engine_pauses` holds back one of `operations`. */
export function wherePaused(query: Knex.QueryBuilder): void {
  query
    .whereRaw('engine_pauses.lane = operations.lane')
    .where(place =>
      place
        .whereNull('engine_pauses.account')
        .orWhereRaw('engine_pauses.account = operations.account'),
    );
}

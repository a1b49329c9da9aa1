import type { Knex } from 'knex';

/**
 * For the query that chooses among the waiting `operations`: leaves out creations that wait until AWS has recovered.
 *
 * @remarks
 *
 * Deletions never wait: what they remove costs money, and gives back the room that creations miss. What a person cancelled passes, because
 * nothing is created any more.
 */
export function passesBreaker(knex: Knex): (where: Knex.QueryBuilder) => void {
  return where => {
    where
      .whereNot('operations.kind', 'Create')
      .orWhere('operations.cancel_requested', true)
      .orWhereNotExists(
        knex('circuit_breakers as breaker')
          .select(knex.raw('1'))
          .whereRaw('breaker.account = operations.account')
          .whereRaw('breaker.region = operations.region')
          .whereNot('breaker.state', 'closed')
          .where(other =>
            other
              .whereNull('breaker.probe')
              .orWhereRaw('breaker.probe <> operations.id'),
          ),
      );
  };
}

import type { Knex } from 'knex';

/**
 * For the query that chooses among `operations` that wait: leaves out creations that have to wait until AWS is well again.
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
          .join('environments as placed', at =>
            at
              .on('placed.account', 'breaker.account')
              .andOn('placed.region', 'breaker.region'),
          )
          .whereRaw('placed.id = operations.environment_id')
          .whereNot('breaker.state', 'closed')
          .where(other =>
            other
              .whereNull('breaker.probe')
              .orWhereRaw('breaker.probe <> operations.id'),
          ),
      );
  };
}

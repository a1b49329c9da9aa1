import type { Knex } from 'knex';

/**
 * For the query that chooses among the waiting `operations`: excludes those that wait until their provisioner has recovered.
 *
 * @remarks
 *
 * Only types that count for breakers wait. A deletion does not: what it removes costs money, and it frees room for creations.
 */
export function passesBreaker(
  knex: Knex,
  /** The types that count for breakers. */
  types: readonly string[],
): (where: Knex.QueryBuilder) => void {
  return where => {
    where.whereNotIn('operations.type', types).orWhereNotExists(
      knex('circuit_breakers as breaker')
        .select(knex.raw('1'))
        .whereRaw('breaker.provisioner = operations.provisioner')
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

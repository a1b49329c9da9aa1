import type { Knex } from 'knex';
import { passesBreaker } from '../breakers';
import type { EngineLimits } from '../config';
import { databaseNow } from '../database';
import { wherePaused } from '../pauses';
import type { RunnableKind } from './types';

/*
 * Which operation is claimed next, as one query:
 *
 *   - one whose worker went silent comes first: it holds its place in every limit already;
 *   - then those that are due, of the owner who has the fewest of the kind running, oldest first: one team's fifty requests are worked
 *     on when nobody else waits, and keep nobody waiting;
 *   - but none that a person has paused, that a circuit breaker holds back, or for which a limit has no room.
 *
 * Creations and deletions are counted apart, so that neither keeps the other waiting: a deletion ends what costs money, and gives back the
 * room that creations wait for. Only what is open is looked at, by an index; the number of operations that are over does not matter.
 */

/** The limits that hold for all replicas together. */
export type SharedLimits = Omit<EngineLimits, 'concurrency'>;

/** Operations of some kinds that may be claimed, best first. */
export function claimable(
  knex: Knex,
  options: { kinds: readonly RunnableKind[]; limits: SharedLimits },
): Knex.QueryBuilder {
  const now = databaseNow(knex);
  return knex('operations')
    .join('environments', 'environments.id', 'operations.environment_id')
    .whereIn('operations.kind', options.kinds)
    .whereIn('operations.state', ['Pending', 'Running'])
    .where(either =>
      either
        .where(silent =>
          silent
            .where('operations.state', 'Running')
            .where('operations.claimed_until', '<=', now),
        )
        .orWhere(waiting => {
          waiting
            .where('operations.state', 'Pending')
            .where('operations.due_at', '<=', now)
            .whereNotExists(knex('engine_pauses').where(wherePaused))
            .where(passesBreaker(knex))
            .modify(whereThereIsRoom, knex, options.limits);
        }),
    )
    .orderByRaw(`case operations.state when 'Running' then 0 else 1 end`)
    .orderBy(
      running(knex).whereRaw('placed.owner = environments.owner').count(),
    )
    .orderBy('operations.due_at')
    .orderBy('operations.id');
}

function whereThereIsRoom(
  query: Knex.QueryBuilder,
  knex: Knex,
  { total, perRegion, perRegionOf }: SharedLimits,
): void {
  if (total !== undefined) {
    query.whereRaw('(?) < ?', [running(knex).count(), total]);
  }
  const inRegion = () =>
    running(knex)
      .whereRaw('placed.account = environments.account')
      .whereRaw('placed.region = environments.region')
      .count();
  for (const [account, limit] of Object.entries(perRegionOf)) {
    query.where(other =>
      other
        .whereNot('environments.account', account)
        .orWhereRaw('(?) < ?', [inRegion(), limit]),
    );
  }
  if (perRegion !== undefined) {
    query.where(other =>
      other
        .whereIn('environments.account', Object.keys(perRegionOf))
        .orWhereRaw('(?) < ?', [inRegion(), perRegion]),
    );
  }
}

/** The operations of the same kind that run now, with where their environments are. */
function running(knex: Knex): Knex.QueryBuilder {
  return knex('operations as busy')
    .join('environments as placed', 'placed.id', 'busy.environment_id')
    .where('busy.state', 'Running')
    .whereRaw('busy.kind = operations.kind');
}

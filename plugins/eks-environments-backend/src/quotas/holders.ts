import {
  type EnvironmentState,
  type RequestState,
  statesWhere,
  wasBuilt,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  applyVisibility,
  propertyColumns,
  type Visibility,
} from '../permissions';
import { limitKey } from './limits';

/** Who holds an open reservation: a request that waits for its approval, or an environment with its request. */
export interface Holder {
  scope: string;
  dimension: string;
  amount: number;
  requestId: string;
  requestState: RequestState;
  requester: string;
  owner: string;
  /** Name of the blueprint, without a version. */
  blueprint: string;
  name: string;
  environmentId?: string;
  environmentState?: EnvironmentState;
  /** When the end of the lease and its grace releases it. */
  freeAt?: string;
}

/** A holder as SQL returns it. */
type NullableHolder = Omit<
  Holder,
  'environmentId' | 'environmentState' | 'freeAt'
> & {
  environmentId: string | null;
  environmentState: EnvironmentState | null;
  freeAt: string | null;
};

/** What is taken of one scope and dimension, in the unit of the ledger. */
export interface Taken {
  /** By environments that exist. */
  used: number;
  /** By requests and by what is being created. */
  reserved: number;
}

/** What is taken of the given scopes or of all, by `limitKey`; added up in the database. */
export async function readTaken(
  knex: Knex,
  scopes?: string[],
): Promise<Map<string, Taken>> {
  const rows: Array<{
    scope: string;
    dimension: string;
    used: number | null;
    taken: number;
  }> = await knex('quota_reservations as held')
    .leftJoin('environments', join =>
      join
        .on('environments.id', 'held.holder_id')
        .andOnVal('held.holder_kind', 'environment')
        .andOnIn('environments.state', statesWhere(wasBuilt)),
    )
    .whereNull('held.released_at')
    .modify(query => {
      if (scopes) {
        query.whereIn('held.scope', scopes);
      }
    })
    .groupBy('held.scope', 'held.dimension')
    .select('held.scope', 'held.dimension')
    .sum({ taken: 'held.amount' })
    .select({
      used: knex.raw(
        'sum(case when environments.id is null then 0 else held.amount end)',
      ),
    });
  return new Map(
    rows.map(({ scope, dimension, used, taken }) => [
      limitKey(scope, dimension),
      { used: Number(used), reserved: Number(taken) - Number(used) },
    ]),
  );
}

/** One limit, and who holds part of it. */
export interface HeldOf {
  scope: string;
  dimension: string;
}

/** How many open reservations there are. */
export async function countHolders(knex: Knex, of: HeldOf): Promise<number> {
  const [{ count }] = await openReservationsOf(knex, of).count({ count: '*' });
  return Number(count);
}

/**
 * The largest holders, largest first.
 *
 * @param visible - which of them are read
 */
export async function readLargestHolders(
  knex: Knex,
  {
    limit,
    visible,
    ...of
  }: HeldOf & { limit: number; visible: Visibility<EnvironmentFilter> },
): Promise<Holder[]> {
  const rows: NullableHolder[] = await openReservationsOf(knex, of)
    .leftJoin('environments', join =>
      join
        .on('environments.id', 'held.holder_id')
        .andOnVal('held.holder_kind', 'environment'),
    )
    .join(
      'requests',
      'requests.id',
      knex.raw('coalesce(environments.request_id, held.holder_id)'),
    )
    .leftJoin('leases', 'leases.environment_id', 'environments.id')
    .modify(query => {
      applyVisibility(query, visible, propertyColumns('requests'));
    })
    .orderBy([
      { column: 'held.amount', order: 'desc' },
      { column: 'held.holder_id' },
    ])
    .limit(limit)
    .select({
      scope: 'held.scope',
      dimension: 'held.dimension',
      amount: 'held.amount',
      requestId: 'requests.id',
      requestState: 'requests.state',
      requester: 'requests.requester',
      owner: 'requests.owner',
      blueprint: 'requests.blueprint_name',
      name: 'requests.name',
      environmentId: 'environments.id',
      environmentState: 'environments.state',
      freeAt: 'leases.grace_ends_at',
    });
  return rows.map(row => ({
    ...row,
    environmentId: row.environmentId ?? undefined,
    environmentState: row.environmentState ?? undefined,
    freeAt: row.freeAt ?? undefined,
  }));
}

/** The earliest end of a grace by which ending leases have released an amount; undefined if all running leases together release less. */
export async function readFreeAt(
  knex: Knex,
  { amount, ...of }: HeldOf & { amount: number },
): Promise<string | undefined> {
  const ending = openReservationsOf(knex, of)
    .where('held.holder_kind', 'environment')
    .join('leases', 'leases.environment_id', 'held.holder_id')
    .whereNotNull('leases.grace_ends_at')
    .select({
      free_at: 'leases.grace_ends_at',
      given: knex.raw('sum(held.amount) over (order by leases.grace_ends_at)'),
    })
    .as('ending');
  const row: { free_at: string | null } | undefined = await knex
    .from(ending)
    .where('given', '>=', amount)
    .min({ free_at: 'free_at' })
    .first();
  return row?.free_at ?? undefined;
}

function openReservationsOf(knex: Knex, of: HeldOf): Knex.QueryBuilder {
  return knex('quota_reservations as held')
    .where({ 'held.scope': of.scope, 'held.dimension': of.dimension })
    .whereNull('held.released_at');
}

/** Whether the holder's cluster exists, rather than being requested or created. */
export function exists({ environmentState }: Holder): boolean {
  return environmentState !== undefined && wasBuilt(environmentState);
}

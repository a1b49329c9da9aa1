import type {
  EnvironmentState,
  QuotaDimension,
  RequestState,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { limitKey } from './limits';

/** Who holds an open reservation: a request, and the environment that it became. */
export interface Holder {
  scope: string;
  dimension: QuotaDimension;
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
  /** When the lease, grace included, gives it back. */
  freeAt?: string;
}

/** A holder as SQL answers it. */
type NullableHolder = Omit<
  Holder,
  'environmentId' | 'environmentState' | 'freeAt'
> & {
  environmentId: string | null;
  environmentState: EnvironmentState | null;
  freeAt: string | null;
};

/** Environments that stand; what else holds a reservation only has it promised. */
const STANDING: readonly EnvironmentState[] = [
  'Ready',
  'Hibernating',
  'Hibernated',
  'Resuming',
  'Expiring',
  'Deprovisioning',
  'DeprovisioningFailed',
  'Quarantined',
];

/** How many holders of one scope and dimension a list names. */
const LARGEST = 100;

/** What is taken of one scope and dimension, in the unit of the ledger. */
export interface Taken {
  /** By environments that stand. */
  used: number;
  /** For requests and for what is being built. */
  reserved: number;
}

/** What is taken of the given scopes or of all, by `limitKey`; added up in the database. */
export async function readTaken(
  knex: Knex,
  scopes?: string[],
): Promise<Map<string, Taken>> {
  const rows: Array<{
    scope: string;
    dimension: QuotaDimension;
    used: number | null;
    taken: number;
  }> = await knex('quota_reservations as held')
    .leftJoin('environments', join =>
      join
        .on('environments.request_id', 'held.request_id')
        .andOnIn('environments.state', [...STANDING]),
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

/** The largest holders of one scope and dimension, largest first. */
export function readLargestHolders(
  knex: Knex,
  of: { scope: string; dimension: QuotaDimension },
): Promise<Holder[]> {
  return readHolders(knex, { ...of, limit: LARGEST });
}

/** Open reservations of one scope and dimension, largest first. */
export async function readHolders(
  knex: Knex,
  options: { scope: string; dimension: QuotaDimension; limit?: number },
): Promise<Holder[]> {
  const { scope, dimension, limit } = options;
  const rows: NullableHolder[] = await knex('quota_reservations as held')
    .join('requests', 'requests.id', 'held.request_id')
    .leftJoin('environments', 'environments.request_id', 'held.request_id')
    .leftJoin('leases', 'leases.environment_id', 'environments.id')
    .where({ 'held.scope': scope, 'held.dimension': dimension })
    .whereNull('held.released_at')
    .modify(query => {
      if (limit !== undefined) {
        query.limit(limit);
      }
    })
    .orderBy([
      { column: 'held.amount', order: 'desc' },
      { column: 'held.request_id' },
    ])
    .select({
      scope: 'held.scope',
      dimension: 'held.dimension',
      amount: 'held.amount',
      requestId: 'held.request_id',
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

/** Whether the holder's cluster stands, as against being asked for or built. */
export function isStanding({ environmentState }: Holder): boolean {
  return environmentState !== undefined && STANDING.includes(environmentState);
}

import type {
  EnvironmentState,
  QuotaDimension,
  RequestState,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';

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

/** Open reservations, largest first; of the given scopes or of all. */
export async function readHolders(
  knex: Knex,
  options: { scopes?: string[]; dimension?: QuotaDimension } = {},
): Promise<Holder[]> {
  const { scopes, dimension } = options;
  const rows: NullableHolder[] = await knex('quota_reservations as held')
    .join('requests', 'requests.id', 'held.request_id')
    .leftJoin('environments', 'environments.request_id', 'held.request_id')
    .leftJoin('leases', 'leases.environment_id', 'environments.id')
    .whereNull('held.released_at')
    .modify(query => {
      if (scopes) {
        query.whereIn('held.scope', scopes);
      }
      if (dimension) {
        query.where('held.dimension', dimension);
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

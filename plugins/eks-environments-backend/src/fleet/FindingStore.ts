import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import { type FleetFindingRow, newId } from '../database';
import { updateDrift } from './driftCondition';
import { columnsOf } from './scopes';
import type { Difference, ReconciliationScope } from './types';

/** States of a finding that is not resolved. */
const STANDING = ['open', 'ignored'] as const;

const reopened = {
  state: 'open',
  ignored_by: null,
  ignored_at: null,
  reason: null,
  resolved_at: null,
} as const;

/**
 * The findings in the database: one row for each subject, moved by compare-and-set.
 *
 * @remarks
 *
 * An ignored finding stays ignored while its details are the same; when they change, it opens again.
 */
export class FindingStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The findings that are not resolved: open ones first, then by age. */
  async list(): Promise<FleetFindingRow[]> {
    return this.#knex<FleetFindingRow>('fleet_findings')
      .whereIn('state', STANDING)
      .orderBy([
        { column: 'state', order: 'desc' },
        { column: 'first_seen' },
        { column: 'id' },
      ]);
  }

  /** @throws NotFoundError when there is no such finding, or it is resolved */
  async get(id: string): Promise<FleetFindingRow> {
    const row = await this.#knex<FleetFindingRow>('fleet_findings')
      .where({ id })
      .whereIn('state', STANDING)
      .first();
    if (!row) {
      throw new NotFoundError(`There is no finding ${id}; it may be resolved`);
    }
    return row;
  }

  /** Records a difference. @returns whether it is a new one */
  async raise(
    transaction: Knex.Transaction,
    scope: ReconciliationScope,
    difference: Difference,
    at: string,
  ): Promise<'new' | 'known'> {
    const { kind, subject, clusterName, environmentId } = difference;
    const key = { ...columnsOf(scope), kind, subject };
    const seen = {
      environment_id: environmentId ?? null,
      details: JSON.stringify(difference.details),
      last_seen: at,
    };
    const row = await transaction<FleetFindingRow>('fleet_findings')
      .where(key)
      .first();
    if (!row) {
      await transaction<FleetFindingRow>('fleet_findings').insert({
        id: newId(),
        ...key,
        ...seen,
        resource_ref: clusterName,
        state: 'open',
        first_seen: at,
      });
      return 'new';
    }
    const isAnother =
      row.state === 'resolved' ||
      (row.state === 'ignored' && row.details !== seen.details);
    await transaction<FleetFindingRow>('fleet_findings')
      .where({ id: row.id, state: row.state })
      .update({
        ...seen,
        ...(isAnother ? reopened : {}),
        ...(row.state === 'resolved' ? { first_seen: at } : {}),
      });
    return isAnother ? 'new' : 'known';
  }

  /** Resolves the findings that a complete reconciliation did not report, except for the named resources, about which it knows nothing. */
  async resolveUnseen(
    transaction: Knex.Transaction,
    scope: ReconciliationScope,
    options: { seen: Difference[]; unsettled: Set<string>; at: string },
  ): Promise<void> {
    const seen = new Set(options.seen.map(keyOf));
    const rows = await transaction<FleetFindingRow>('fleet_findings')
      .where(columnsOf(scope))
      .whereIn('state', STANDING);
    const gone = rows.filter(
      row => !seen.has(keyOf(row)) && !options.unsettled.has(row.resource_ref),
    );
    await transaction<FleetFindingRow>('fleet_findings')
      .whereIn(
        'id',
        gone.map(({ id }) => id),
      )
      .update({ state: 'resolved', resolved_at: options.at });
  }

  /** Resolves all findings about a resource, because somebody handled it. */
  async resolveOf(
    transaction: Knex.Transaction,
    cluster: ReconciliationScope & { clusterName: string },
    at: string,
  ): Promise<void> {
    await transaction<FleetFindingRow>('fleet_findings')
      .where({ ...columnsOf(cluster), resource_ref: cluster.clusterName })
      .whereIn('state', STANDING)
      .update({ state: 'resolved', resolved_at: at });
  }

  /** @throws ConflictError when it is no longer open */
  async ignore(
    id: string,
    made: { by: string; reason: string; at: string },
  ): Promise<void> {
    await this.#move(id, {
      from: 'open',
      changes: {
        state: 'ignored',
        ignored_by: made.by,
        ignored_at: made.at,
        reason: made.reason,
      },
      at: made.at,
    });
  }

  /** @throws ConflictError when it is no longer ignored */
  async reopen(id: string, at: string): Promise<void> {
    await this.#move(id, { from: 'ignored', changes: reopened, at });
  }

  async #move(
    id: string,
    options: {
      from: FleetFindingRow['state'];
      changes: Partial<FleetFindingRow>;
      at: string;
    },
  ): Promise<void> {
    const { from, changes, at } = options;
    const moved = await this.#knex.transaction(async transaction => {
      const [row] = await transaction<FleetFindingRow>('fleet_findings')
        .where({ id, state: from })
        .update(changes)
        .returning('*');
      if (row?.environment_id) {
        await updateDrift(transaction, [row.environment_id], at);
      }
      return row;
    });
    if (!moved) {
      const { state } = await this.get(id);
      throw new ConflictError(`The finding is ${state}, not ${from}`);
    }
  }
}

function keyOf({
  kind,
  subject,
}: Pick<Difference, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`;
}

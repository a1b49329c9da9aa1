import type { Knex } from 'knex';
import type { EnvironmentConditionRow } from '../database';
import type { ObservedCondition } from './types';

/** Whether the status of a condition changed. */
export type ConditionOutcome = 'changed' | 'unchanged';

/**
 * Stores a condition. `since` changes only with the status, by compare-and-set: of several writers of one status, the first decides it.
 *
 * @returns 'changed' for one of the callers that store a new status
 */
export async function setCondition(
  transaction: Knex,
  condition: ObservedCondition,
): Promise<ConditionOutcome> {
  const key = {
    environment_id: condition.environmentId,
    type: condition.type,
  };
  const { status, since, ...columns } = toColumns(condition);
  const conditions = () =>
    transaction<EnvironmentConditionRow>('environment_conditions');
  const inserted = await conditions()
    .insert({ ...key, ...columns, status, since })
    .onConflict(['environment_id', 'type'])
    .ignore()
    .returning('type');
  if (inserted.length > 0) {
    return 'changed';
  }
  const changed = await conditions()
    .where(key)
    .whereNot({ status })
    .update({ ...columns, status, since });
  if (changed > 0) {
    return 'changed';
  }
  await conditions()
    .where({ ...key, status })
    .update(columns);
  return 'unchanged';
}

/**
 * Sets a condition that is True to False. A missing condition, or one with another status, does not change.
 *
 * @returns 'changed' for one of the callers that end it
 */
export async function resolveCondition(
  transaction: Knex,
  condition: Omit<ObservedCondition, 'status'>,
): Promise<ConditionOutcome> {
  const changed = await transaction<EnvironmentConditionRow>(
    'environment_conditions',
  )
    .where({
      environment_id: condition.environmentId,
      type: condition.type,
      status: 'True',
    })
    .update(toColumns({ ...condition, status: 'False' }));
  return changed > 0 ? 'changed' : 'unchanged';
}

type ConditionColumns = Omit<
  EnvironmentConditionRow,
  'environment_id' | 'type' | 'checked_at'
> & { checked_at?: string };

/** Stores those of many conditions that differ from the stored ones. */
export async function setConditions(
  transaction: Knex,
  observed: ObservedCondition[],
): Promise<void> {
  const rows = await transaction<EnvironmentConditionRow>(
    'environment_conditions',
  ).whereIn(
    'environment_id',
    observed.map(({ environmentId }) => environmentId),
  );
  const known = new Map(rows.map(row => [keyOf(row), row]));
  for (const condition of observed) {
    const row = known.get(
      keyOf({ environment_id: condition.environmentId, type: condition.type }),
    );
    if (!row || differs(row, condition)) {
      await setCondition(transaction, condition);
    }
  }
}

/** Without the time of the check, unless it is a new one. */
function toColumns(condition: ObservedCondition): ConditionColumns {
  const { status, reason, params, message, detail, since, checkedAt } =
    condition;
  return {
    status,
    reason,
    params: params ? JSON.stringify(params) : null,
    message,
    detail: detail ?? null,
    since,
    ...(checkedAt === undefined ? {} : { checked_at: checkedAt }),
  };
}

function differs(
  row: EnvironmentConditionRow,
  condition: ObservedCondition,
): boolean {
  const { since, ...columns } = toColumns(condition);
  return Object.entries(columns).some(
    ([column, value]) => row[column as keyof EnvironmentConditionRow] !== value,
  );
}

function keyOf({
  environment_id: id,
  type,
}: Pick<EnvironmentConditionRow, 'environment_id' | 'type'>): string {
  return `${id} ${type}`;
}

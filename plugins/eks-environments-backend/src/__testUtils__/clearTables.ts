import type { Knex } from 'knex';

/** Empties all tables but those that a start fills, in the order of their foreign keys. */
export async function clearTables(knex: Knex): Promise<void> {
  for (const table of [
    'fleet_findings',
    'fleet_reconciliations',
    'health_checks',
    'environment_conditions',
    'outbox_deliveries',
    'outbox_messages',
    'events',
    'engine_pauses',
    'operation_log',
    'operations',
    'leases',
    'cost_segments',
    'environments',
    'decisions',
    'approval_step_approvers',
    'approval_steps',
    'quota_reservations',
    'quota_balances',
    'quota_limits',
    'idempotency_keys',
    'requests',
  ]) {
    await knex(table).delete();
  }
}

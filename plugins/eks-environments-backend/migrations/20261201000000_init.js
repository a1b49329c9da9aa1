// @ts-check

/*
 * The tables of EKS Environments, one file in `init` for each area.
 *
 * Times are ISO 8601 text in UTC with milliseconds: the same on SQLite and PostgreSQL, and it sorts by time. Amounts are doubles that hold
 * whole numbers, because PostgreSQL returns a bigint as text; costs are in millionths of a US dollar. Only closed vocabularies have checks;
 * a test compares them with the state tables.
 */

const areas = [
  require('./init/blueprints'),
  require('./init/requests'),
  require('./init/environments'),
  require('./init/conditions'),
  require('./init/operations'),
  require('./init/engine'),
  require('./init/fleet'),
  require('./init/events'),
  require('./init/quotas'),
  require('./init/stateGuards'),
];

/** In the order in which foreign keys allow them to be dropped. */
const tables = [
  'idempotency_keys',
  'outbox_deliveries',
  'outbox_messages',
  'quota_reservations',
  'quota_balances',
  'quota_limits',
  'events',
  'health_checks',
  'environment_conditions',
  'fleet_findings',
  'fleet_reconciliations',
  'executors',
  'circuit_breakers',
  'admission_lock',
  'engine_pauses',
  'operation_log',
  'operations',
  'leases',
  'cost_segments',
  'environments',
  'decisions',
  'approval_step_approvers',
  'approval_steps',
  'requests',
  'blueprints',
  'settings',
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const area of areas) {
    await area.create(knex);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of tables) {
    await knex.schema.dropTable(table);
  }
  if (knex.client.config.client === 'pg') {
    for (const name of ['refuse_transition', 'place_operation']) {
      await knex.raw(`drop function eks_environments_${name}()`);
    }
  }
};

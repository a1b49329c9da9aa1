// @ts-check

/*
 * The tables of EKS Environments.
 *
 * Times are ISO 8601 text in UTC with milliseconds: one format on SQLite and PostgreSQL, which sorts as it reads and
 * comes back from both as it went in. Amounts are doubles holding whole numbers (a bigint would come back from
 * PostgreSQL as text); cost is in millionths of a dollar. The literals of the state checks are frozen here; a test
 * compares the newest schema with the state tables.
 */

const requestStates = [
  'PendingApproval',
  'Approved',
  'Denied',
  'Expired',
  'Cancelled',
];
const environmentStates = [
  'Queued',
  'Provisioning',
  'ProvisioningFailed',
  'Ready',
  'Expiring',
  'Deprovisioning',
  'DeprovisioningFailed',
  'Quarantined',
  'Deprovisioned',
];
const operationKinds = ['Create', 'Delete'];
const operationStates = [
  'Pending',
  'Running',
  'Succeeded',
  'Failed',
  'Cancelled',
];
const quotaDimensions = ['environments', 'nodes', 'vcpu', 'hourlyCost'];

/** @param {string[]} values */
const quoted = values => values.map(value => `'${value}'`).join(', ');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('settings', table => {
    table.comment('Facts about this installation');
    table.string('key', 64).primary();
    table.text('value').notNullable();
  });

  await knex.schema.createTable('blueprints', table => {
    table.comment(
      'Every version of every blueprint ever loaded; never changed',
    );
    table.string('name', 63).notNullable();
    table.integer('version').notNullable().checkPositive();
    table.string('digest', 64).notNullable().comment('SHA-256 of the document');
    table.text('document').notNullable().comment('The blueprint as JSON');
    table.string('loaded_at', 24).notNullable();
    table
      .string('withdrawn_at', 24)
      .comment('Since when no location offers this version any more');
    table.primary(['name', 'version']);
  });

  await knex.schema.createTable('requests', table => {
    table.comment('Who asked for what');
    table.string('id', 26).primary();
    table.string('state', 32).notNullable();
    table.string('requester', 255).notNullable().comment('Entity reference');
    table.string('owner', 255).notNullable().comment('Entity reference');
    table.string('blueprint_name', 63).notNullable();
    table.integer('blueprint_version').notNullable();
    table.string('name', 63).notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table.string('lease', 64).notNullable().comment('ISO 8601 duration');
    table.text('reason');
    table.text('values').notNullable().comment('JSON');
    table.text('plan').notNullable().comment('JSON, as it was approved');
    table.text('config').notNullable().comment('YAML, as it was approved');
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.string('expires_at', 24).comment('When it expires undecided');
    table
      .foreign(['blueprint_name', 'blueprint_version'])
      .references(['name', 'version'])
      .inTable('blueprints');
    table.check(`state in (${quoted(requestStates)})`, [], 'requests_state');
    table.index(['state', 'created_at']);
    table.index(['owner', 'created_at']);
    table.index(['requester', 'created_at']);
    table.index(['state', 'expires_at']);
  });
  await knex.raw(
    `create unique index requests_pending_name on requests (owner, name) where state = 'PendingApproval'`,
  );

  await knex.schema.createTable('request_approvers', table => {
    table.comment(
      'Who may decide a request, as its rule said when it was made',
    );
    table
      .string('request_id', 26)
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('approver', 255).notNullable().comment('Entity reference');
    table.primary(['request_id', 'approver']);
    table.index(['approver']);
  });

  await knex.schema.createTable('decisions', table => {
    table.comment('What was decided on a request');
    table.string('id', 26).primary();
    table
      .string('request_id', 26)
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('decision', 16).notNullable();
    table
      .string('decided_by', 255)
      .notNullable()
      .comment('Entity reference, or the name of the policy');
    table.text('comment');
    table.string('decided_at', 24).notNullable();
    table.check(`decision in ('approved', 'denied')`, [], 'decisions_decision');
  });

  await knex.schema.createTable('environments', table => {
    table.comment('The leased clusters, those that are gone included');
    table.string('id', 26).primary();
    table
      .string('request_id', 26)
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests');
    table.string('name', 63).notNullable();
    table
      .string('cluster_name', 63)
      .notNullable()
      .unique()
      .comment('Unique for ever: what AWS makes behind a cluster carries it');
    table.string('state', 32).notNullable();
    table.string('state_since', 24).notNullable();
    table.string('end_reason', 32).comment('Why it ends or ended');
    table.string('owner', 255).notNullable();
    table.string('requester', 255).notNullable();
    table.string('blueprint_name', 63).notNullable();
    table.integer('blueprint_version').notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table.text('values').notNullable().comment('JSON');
    table.text('config').notNullable().comment('YAML, as eksctl gets it');
    table
      .double('hourly_cost')
      .notNullable()
      .comment('Millionths of a dollar, with the desired nodes');
    table.text('cost_items').notNullable().comment('JSON');
    table.string('cost_from', 24).comment('Since when AWS charges for it');
    table.string('cost_until', 24).comment('When AWS stopped charging for it');
    table.integer('nodes').comment('Ready nodes when last seen');
    table.string('kubernetes_version', 64);
    table.text('endpoint');
    table.text('certificate_authority');
    table.text('failure').comment('JSON: why the last operation failed');
    table.text('sweep').comment('JSON: what the last sweep found');
    table.string('created_at', 24).notNullable();
    table.string('ready_at', 24);
    table.string('ended_at', 24);
    table.string('updated_at', 24).notNullable();
    table
      .foreign(['blueprint_name', 'blueprint_version'])
      .references(['name', 'version'])
      .inTable('blueprints');
    table.check(
      `state in (${quoted(environmentStates)})`,
      [],
      'environments_state',
    );
    table.index(['state', 'created_at']);
    table.index(['owner', 'created_at']);
    table.index(['requester', 'created_at']);
    table.index(['blueprint_name', 'created_at']);
    table.index(['created_at']);
  });
  await knex.raw(
    `create unique index environments_living_name on environments (owner, name) where state <> 'Deprovisioned'`,
  );

  await knex.schema.createTable('leases', table => {
    table.comment('How long an environment may stand');
    table
      .string('environment_id', 26)
      .primary()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table.string('duration', 64).notNullable().comment('ISO 8601 duration');
    table.string('grace', 64).notNullable().comment('ISO 8601 duration');
    table.string('maximum', 64).notNullable().comment('ISO 8601 duration');
    table
      .string('maximum_total', 64)
      .notNullable()
      .comment('ISO 8601 duration');
    table.string('usual_extension', 64).notNullable();
    table.integer('maximum_extensions').notNullable();
    table.integer('extensions').notNullable().defaultTo(0);
    table
      .text('warnings')
      .notNullable()
      .comment('JSON: ISO 8601 durations before the end, longest first');
    table
      .integer('warnings_sent')
      .notNullable()
      .defaultTo(0)
      .comment('How many of the warnings were sent for the present end');
    table.string('started_at', 24).comment('When the environment became Ready');
    table.string('expires_at', 24);
    table.string('grace_ends_at', 24);
    table
      .string('latest_end', 24)
      .comment('started_at + maximum_total: no extension leads past it');
    table
      .string('failure_deadline', 64)
      .notNullable()
      .comment('ISO 8601 duration: how long a failed create may stand');
    table
      .string('deadline', 24)
      .comment('When a failed create is deleted, since it costs money');
    table
      .string('due_at', 24)
      .comment('When the reaper must look next; nothing to do before');
    table
      .string('tag_due_at', 24)
      .comment('When the end is to be written on the cluster; null: it is');
    table.index(['due_at']);
    table.index(['tag_due_at']);
    table.index(['expires_at']);
  });

  await knex.schema.createTable('operations', table => {
    table.comment('Engine work on an environment');
    table.string('id', 26).primary();
    table
      .string('environment_id', 26)
      .notNullable()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table.string('kind', 16).notNullable();
    table.string('state', 16).notNullable();
    table.integer('attempt').notNullable().defaultTo(0);
    table.string('phase', 32);
    table.integer('percent').notNullable().defaultTo(0);
    table.text('phases').notNullable().comment('JSON: times of the phases');
    table.text('message').comment('The newest thing worth telling');
    table.text('failure').comment('JSON');
    table
      .boolean('cancel_requested')
      .notNullable()
      .defaultTo(false)
      .comment('The worker that runs it stops and hands over to a deletion');
    table.string('created_at', 24).notNullable();
    table.string('started_at', 24);
    table.string('finished_at', 24);
    table
      .string('due_at', 24)
      .notNullable()
      .comment('Not before; by the clock of the database');
    table
      .string('claimed_by', 64)
      .comment('The replica that works on it, for people');
    table
      .string('claimed_until', 24)
      .comment('Past it anyone may take over; by the clock of the database');
    table
      .string('ticket', 26)
      .comment('Fencing: who holds another ticket writes nothing');
    table.check(`kind in (${quoted(operationKinds)})`, [], 'operations_kind');
    table.check(
      `state in (${quoted(operationStates)})`,
      [],
      'operations_state',
    );
    table.check('percent between 0 and 100', [], 'operations_percent');
    table.index(['state', 'due_at']);
    table.index(['environment_id', 'created_at']);
  });
  await knex.raw(
    `create unique index operations_one_open on operations (environment_id) where state in ('Pending', 'Running')`,
  );

  await knex.schema.createTable('operation_log', table => {
    table.comment('What eksctl and the engine said, redacted');
    table
      .string('operation_id', 26)
      .notNullable()
      .references('id')
      .inTable('operations')
      .onDelete('CASCADE');
    table.integer('sequence').notNullable();
    table.string('time', 24).notNullable();
    table.string('level', 16).notNullable();
    table.text('text').notNullable();
    table.primary(['operation_id', 'sequence']);
  });

  await knex.schema.createTable('events', table => {
    table.comment('What happened: timeline, audit trail, source of messages');
    table.string('id', 26).primary().comment('ULID: sorts by time');
    table.string('type', 64).notNullable();
    table
      .string('environment_id', 26)
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table
      .string('request_id', 26)
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('actor', 255).comment('Entity reference; absent: the system');
    table.text('message').notNullable();
    table.text('data').comment('JSON');
    table.string('at', 24).notNullable();
    table.index(['environment_id', 'id']);
    table.index(['request_id', 'id']);
  });

  await knex.schema.createTable('quota_limits', table => {
    table.comment('Limits set by people; they win over the configuration');
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable();
    table.string('set_by', 255).notNullable();
    table.string('set_at', 24).notNullable();
    table.primary(['scope', 'dimension']);
    table.check(
      `dimension in (${quoted(quotaDimensions)})`,
      [],
      'quota_limits_dimension',
    );
    table.check('amount >= 0', [], 'quota_limits_amount');
  });

  await knex.schema.createTable('quota_balances', table => {
    table.comment(
      'Sum of the open reservations of a scope; moved by compare-and-set, never recounted',
    );
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable().defaultTo(0);
    table.primary(['scope', 'dimension']);
    table.check('amount >= 0', [], 'quota_balances_amount');
  });

  await knex.schema.createTable('quota_reservations', table => {
    table.comment('The ledger: what a request holds until its end');
    table
      .string('request_id', 26)
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable();
    table.string('reserved_at', 24).notNullable();
    table.string('released_at', 24);
    table.primary(['request_id', 'scope', 'dimension']);
    table.check(
      `dimension in (${quoted(quotaDimensions)})`,
      [],
      'quota_reservations_dimension',
    );
    table.index(['scope', 'dimension', 'released_at']);
  });

  await knex.schema.createTable('outbox_messages', table => {
    table.comment('What people are to be told, written with the change itself');
    table.string('id', 26).primary();
    table
      .string('event_id', 26)
      .notNullable()
      .references('id')
      .inTable('events')
      .onDelete('CASCADE');
    table.string('topic', 64).notNullable();
    table.text('title').notNullable();
    table.text('text').notNullable();
    table.text('path').notNullable().comment('Page of the portal, from /');
    table.text('recipients').notNullable().comment('JSON: entity references');
    table.string('severity', 16).notNullable();
    table.string('created_at', 24).notNullable();
  });

  await knex.schema.createTable('outbox_deliveries', table => {
    table.comment('Each message to each channel, until the channel took it');
    table
      .string('message_id', 26)
      .notNullable()
      .references('id')
      .inTable('outbox_messages')
      .onDelete('CASCADE');
    table.string('channel', 64).notNullable();
    table.string('state', 16).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('due_at', 24).notNullable();
    table.string('claimed_until', 24);
    table.string('ticket', 26);
    table.text('last_error');
    table.string('settled_at', 24);
    table.primary(['message_id', 'channel']);
    table.check(
      `state in ('Pending', 'Delivered', 'Rejected')`,
      [],
      'outbox_deliveries_state',
    );
    table.index(['state', 'due_at']);
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('Writes that were done: the same key has one effect');
    table.string('caller', 255).notNullable();
    table.string('key', 255).notNullable();
    table.string('operation', 64).notNullable();
    table.string('digest', 64).notNullable().comment('SHA-256 of the input');
    table.string('target_id', 26).notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['caller', 'key']);
    table.index(['created_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'idempotency_keys',
    'outbox_deliveries',
    'outbox_messages',
    'quota_reservations',
    'quota_balances',
    'quota_limits',
    'events',
    'operation_log',
    'operations',
    'leases',
    'environments',
    'decisions',
    'request_approvers',
    'requests',
    'blueprints',
    'settings',
  ]) {
    await knex.schema.dropTable(table);
  }
};

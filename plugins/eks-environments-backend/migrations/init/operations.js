// @ts-check

const { quoted } = require('./quoted');

const operationLanes = ['build', 'teardown', 'change'];
const operationStates = [
  'Pending',
  'Running',
  'Succeeded',
  'Failed',
  'Cancelled',
];

const placeColumns = ['owner', 'account', 'region', 'provisioner'];

/** @param {string} environmentId */
const placeOf = environmentId =>
  `(select ${placeColumns.join(
    ', ',
  )} from environments where environments.id = ${environmentId})`;

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('operations', table => {
    table.comment('Engine work on an environment');
    table.string('id', 26).primary();
    table
      .string('environment_id', 26)
      .notNullable()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table
      .string('type', 32)
      .notNullable()
      .comment('Id of a registered operation type; modules add types');
    table
      .string('lane', 16)
      .notNullable()
      .comment('Limits and pauses count each lane separately');
    table.string('state', 16).notNullable();
    table
      .string('owner', 255)
      .notNullable()
      .defaultTo('')
      .comment(
        'Of the environment, as account, region and provisioner; set by a trigger',
      );
    table.string('account', 63).notNullable().defaultTo('');
    table.string('region', 32).notNullable().defaultTo('');
    table.string('provisioner', 32).notNullable().defaultTo('');
    table.integer('attempt').notNullable().defaultTo(0);
    table
      .integer('takeovers')
      .notNullable()
      .defaultTo(0)
      .comment('How many workers of this attempt lost their claim');
    table
      .integer('waits')
      .notNullable()
      .defaultTo(0)
      .comment(
        'How many times in a row this attempt was postponed because of an outage of AWS',
      );
    table
      .text('input')
      .notNullable()
      .defaultTo('{}')
      .comment('JSON, as the schema of the type returned it');
    table
      .text('checkpoint')
      .notNullable()
      .defaultTo('{}')
      .comment('JSON: what the operation stored about its progress');
    table.string('phase', 32);
    table.integer('percent').notNullable().defaultTo(0);
    table.text('phases').notNullable().comment('JSON: times of the phases');
    table.text('message').comment('Latest log message');
    table.text('failure').comment('JSON');
    table
      .boolean('cancel_requested')
      .notNullable()
      .defaultTo(false)
      .comment('Its worker must stop');
    table.string('created_at', 24).notNullable();
    table.string('started_at', 24);
    table.string('finished_at', 24);
    table
      .string('log_removed_at', 24)
      .comment('When its log was removed because its retention ended');
    table
      .string('due_at', 24)
      .notNullable()
      .comment('Not before; by the clock of the database');
    table
      .string('claimed_by', 64)
      .comment('The replica that runs it, for display');
    table
      .string('claimed_until', 24)
      .comment(
        'After this time any replica may take over; by the clock of the database',
      );
    table
      .string('fencing_token', 26)
      .comment('Writes with another token are rejected');
    table.check(`lane in (${quoted(operationLanes)})`, [], 'operations_lane');
    table.check(
      `state in (${quoted(operationStates)})`,
      [],
      'operations_state',
    );
    table.check('percent between 0 and 100', [], 'operations_percent');
    table.index(['environment_id', 'created_at']);
  });
  await knex.raw(
    `create unique index operations_one_open on operations (environment_id) where state in ('Pending', 'Running')`,
  );
  await knex.raw(
    `create index operations_log_to_remove on operations (finished_at) where log_removed_at is null and finished_at is not null`,
  );
  await knex.raw(
    'create index operations_queues on operations (state, lane, type, provisioner, account, region, owner, due_at, id)',
  );
  await createPlaceTrigger(knex);

  await knex.schema.createTable('operation_log', table => {
    table.comment('Log lines of eksctl and the engine, redacted');
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
};

/** @param {import('knex').Knex} knex */
async function createPlaceTrigger(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw(`
      create function eks_environments_place_operation() returns trigger
      language plpgsql as $body$
      begin
        select ${placeColumns.join(', ')}
          into ${placeColumns.map(column => `new.${column}`).join(', ')}
          from environments where environments.id = new.environment_id;
        return new;
      end
      $body$
    `);
    await knex.raw(`
      create trigger operations_place before insert on operations for each row
        execute function eks_environments_place_operation()`);
  } else {
    await knex.raw(`
      create trigger operations_place after insert on operations for each row
      begin
        update operations set (${placeColumns.join(', ')}) = ${placeOf(
      'new.environment_id',
    )} where id = new.id;
      end`);
  }
}

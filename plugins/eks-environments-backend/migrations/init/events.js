// @ts-check

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
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
    table.text('message').notNullable().comment('In English');
    table
      .string('code', 128)
      .comment('Of the message; absent: in English only');
    table.text('params').comment('JSON: the parameters of the message');
    table.text('data').comment('JSON');
    table.string('at', 24).notNullable();
    table.index(['environment_id', 'id']);
    table.index(['request_id', 'id']);
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
    table.index(['created_at']);
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
    table.string('fencing_token', 26);
    table.text('last_error');
    table.string('settled_at', 24);
    table.primary(['message_id', 'channel']);
    table.check(
      `state in ('Pending', 'Delivered', 'Rejected', 'Superseded')`,
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

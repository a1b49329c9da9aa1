// @ts-check

const { quoted } = require('./quoted');

const statuses = ['True', 'False', 'Unknown'];

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('environment_conditions', table => {
    table.comment('What was observed about environments, as in Kubernetes');
    table
      .string('environment_id', 26)
      .notNullable()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table.string('type', 64).notNullable();
    table.string('status', 16).notNullable();
    table.string('reason', 64).notNullable().comment('Stable code');
    table.text('params').comment('JSON: the parameters of the message');
    table.text('message').notNullable();
    table.text('detail').comment('Raw text, not for everybody');
    table.string('since', 24).notNullable().comment('Of the status');
    table
      .string('checked_at', 24)
      .comment('When a check last confirmed the status');
    table.primary(['environment_id', 'type']);
    table.check(
      `status in (${quoted(statuses)})`,
      [],
      'environment_conditions_status',
    );
    table.index(['type', 'status', 'since']);
  });
};

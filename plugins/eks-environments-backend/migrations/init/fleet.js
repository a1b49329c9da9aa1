// @ts-check

const { quoted } = require('./quoted');

const findingKinds = [
  'ResourceVanished',
  'ResourceWithoutRecord',
  'PartsLeftOver',
  'PartDrift',
];

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('fleet_reconciliations', table => {
    table.comment(
      'Reconciliations of each provisioner in each account and region',
    );
    table.string('provisioner', 32).notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table
      .string('due_at', 24)
      .notNullable()
      .comment('Not before; by the clock of the database');
    table
      .string('claimed_until', 24)
      .comment('Past it another replica may claim it; database clock');
    table
      .string('fencing_token', 26)
      .comment('Writes with another token are rejected');
    table.string('started_at', 24).comment('Of the newest reconciliation');
    table.string('finished_at', 24).comment('Of the newest reconciliation');
    table
      .string('succeeded_at', 24)
      .comment('Of the last complete reconciliation');
    table.text('error').comment('Why the newest reconciliation failed');
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('In a row, up to the newest reconciliation');
    table
      .integer('clusters')
      .comment(
        'Resources of this installation, in the last complete reconciliation',
      );
    table.primary(['account', 'region', 'provisioner']);
  });

  await knex.schema.createTable('fleet_findings', table => {
    table.comment(
      'Where what exists and the records differ; one row per subject',
    );
    table.string('id', 26).primary();
    table.string('provisioner', 32).notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table.string('kind', 32).notNullable();
    table.string('subject', 255).notNullable();
    table.string('resource_ref', 100).notNullable();
    table
      .string('environment_id', 26)
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table.string('state', 16).notNullable();
    table.text('details').notNullable().comment('JSON');
    table.string('first_seen', 24).notNullable();
    table.string('last_seen', 24).notNullable();
    table.string('ignored_by', 255).comment('Entity reference');
    table.string('ignored_at', 24);
    table.text('reason').comment('Why it is ignored');
    table.string('resolved_at', 24);
    table.unique(['account', 'region', 'provisioner', 'kind', 'subject']);
    table.check(`kind in (${quoted(findingKinds)})`, [], 'fleet_findings_kind');
    table.check(
      `state in ('open', 'ignored', 'resolved')`,
      [],
      'fleet_findings_state',
    );
    table.index(['state', 'first_seen']);
    table.index(['environment_id']);
  });

  await knex.schema.createTable('health_checks', table => {
    table.comment('When each cluster that should answer is checked next');
    table
      .string('environment_id', 26)
      .primary()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table.integer('failures').notNullable().comment('Failed checks in a row');
    table.string('failing_since', 24).comment('The first of those');
    table
      .string('due_at', 24)
      .notNullable()
      .comment('Not before; by the clock of the database');
    table
      .string('fencing_token', 26)
      .comment('Writes with another token are rejected');
    table.index(['due_at']);
  });
};

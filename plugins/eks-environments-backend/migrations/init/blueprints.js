// @ts-check

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('settings', table => {
    table.comment('Facts about this installation');
    table.string('key', 64).primary();
    table.text('value').notNullable();
  });

  await knex.schema.createTable('blueprints', table => {
    table.comment('Every version of every blueprint that was ever loaded');
    table.string('name', 63).notNullable();
    table.integer('version').notNullable().checkPositive();
    table.string('digest', 64).notNullable().comment('SHA-256 of the document');
    table.text('document').notNullable().comment('The blueprint as JSON');
    table.string('loaded_at', 24).notNullable();
    table
      .string('withdrawn_at', 24)
      .comment('Since when no location offers this version any more');
    table
      .string('used_at', 24)
      .comment(
        'When the first request named it; the version is immutable from then on',
      );
    table.primary(['name', 'version']);
  });
};

// @ts-check

/*
 * A version of a blueprint may be changed until somebody uses it. The first request sets the time in the transaction that makes the request,
 * so a change and a first use never both win.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('blueprints', table => {
    table
      .string('used_at', 24)
      .comment(
        'When the first request named it; it is never changed after that',
      );
  });
  await knex('blueprints').update({ used_at: knex.ref('loaded_at') });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex, which rebuilds a table of SQLite and loses its triggers.
  await knex.raw('alter table blueprints drop column used_at');
};

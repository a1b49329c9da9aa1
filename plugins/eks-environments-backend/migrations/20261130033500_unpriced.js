// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environments', table => {
    table
      .text('unpriced')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON array of what costs money and is not in hourly_cost');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by Knex, which would make the table anew on SQLite, without its trigger.
  await knex.raw('alter table environments drop column unpriced');
};

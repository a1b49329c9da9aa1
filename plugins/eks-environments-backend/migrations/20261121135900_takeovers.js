// @ts-check

/*
 * An operation that ends every replica that works on it is given up: how often that happened is counted.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('operations', table => {
    table
      .integer('takeovers')
      .notNullable()
      .defaultTo(0)
      .comment(
        'How many workers of this attempt went silent, so that another one took over',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by the schema builder, which rebuilds the table on SQLite: its triggers would go with the old one.
  await knex.raw('alter table operations drop column takeovers');
};

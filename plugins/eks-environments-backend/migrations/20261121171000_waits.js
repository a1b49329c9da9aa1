// @ts-check

/*
 * What waits for the end of an outage uses up no attempt, so the length of its pauses needs a number of its own.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('operations', table => {
    table
      .integer('waits')
      .notNullable()
      .defaultTo(0)
      .comment(
        'How many times in a row this attempt was put off because AWS was in trouble',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex: on SQLite it rebuilds the table, and the trigger that guards the states goes with the old one.
  await knex.raw('alter table operations drop column waits');
};

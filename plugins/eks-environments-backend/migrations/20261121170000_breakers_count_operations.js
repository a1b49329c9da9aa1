// @ts-check

/*
 * One create that fails again and again says little about its account and region: of the same operation in a row one failure counts.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('circuit_breakers', table => {
    table
      .string('failed_operation', 26)
      .comment(
        'The one whose failure was counted last: its next one is not, unless another one failed meanwhile',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('circuit_breakers', table => {
    table.dropColumn('failed_operation');
  });
};

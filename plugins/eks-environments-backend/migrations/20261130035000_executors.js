// @ts-check

/*
 * Each replica says whether it can run operations: a replica whose disk is full or whose eksctl is missing leaves them to the others.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('executors', table => {
    table.comment('What each replica can run, as it said last');
    table
      .string('replica', 64)
      .primary()
      .comment('As in operations.claimed_by: host and process');
    table.string('started_at', 24).notNullable();
    table
      .string('seen_at', 24)
      .notNullable()
      .comment('By the clock of the database');
    table.string('eksctl_version', 64).comment('Absent while it is not known');
    table
      .text('problems')
      .notNullable()
      .comment('Why it claims nothing now, as JSON; empty when it does');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('executors');
};

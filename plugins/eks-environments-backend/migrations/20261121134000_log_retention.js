// @ts-check

/*
 * Logs are removed some time after the end of their operation; the operation remembers when, so that its page can say so.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('operations', table => {
    table
      .string('log_removed_at', 24)
      .comment('When its log was removed because its time was over');
  });
  await knex.raw(
    `create index operations_log_to_remove on operations (finished_at) where log_removed_at is null and finished_at is not null`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index operations_log_to_remove');
  // Not by the schema builder, which rebuilds the table on SQLite: its triggers would go with the old one.
  await knex.raw('alter table operations drop column log_removed_at');
};

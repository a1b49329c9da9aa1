// @ts-check

/*
 * Trying a failed create again, by people: how often it was done, and with other values. A request for other values is of an environment
 * that exists; the request that stands is still the one that the environment names.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environments', table => {
    table
      .integer('retries')
      .notNullable()
      .defaultTo(0)
      .comment(
        'How often people tried the failed create of these values again',
      );
  });
  await knex.schema.alterTable('requests', table => {
    // No foreign key: environments have one that leads here, and a circle of them could not be emptied.
    table
      .string('environment_id', 26)
      .comment('The environment that it became, or asks other values for');
    table.index(['environment_id']);
  });
  await knex.schema.alterTable('operations', table => {
    table
      .boolean('from_scratch')
      .notNullable()
      .defaultTo(false)
      .comment(
        'What stands is deleted before the create, since it was made of other values; false again when that is done',
      );
  });
  await knex('requests').update({
    environment_id: knex('environments')
      .select('id')
      .whereRaw('environments.request_id = requests.id'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by the schema builder, which rebuilds the table on SQLite: its triggers would go with the old one.
  await knex.raw('alter table operations drop column from_scratch');
  await knex.schema.alterTable('requests', table => {
    table.dropIndex(['environment_id']);
  });
  await knex.raw('alter table requests drop column environment_id');
  await knex.raw('alter table environments drop column retries');
};

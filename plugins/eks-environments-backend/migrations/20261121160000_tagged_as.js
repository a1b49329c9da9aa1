// @ts-check

/*
 * What a gone environment left gets a record of its own when it is adopted or deleted, and goes on carrying the id of the gone one in its
 * tags. Whatever lives may share such an id with nothing else that lives, since the id proves whose a thing is.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environments', table => {
    table
      .string('tagged_as', 26)
      .comment(
        'The environment id in the tags of what AWS has, where that is not the id of the row',
      );
  });
  await knex.raw(
    `create unique index environments_living_tag on environments (tagged_as) where tagged_as is not null and state <> 'Deprovisioned'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index environments_living_tag');
  // Not by the schema builder, which rebuilds the table on SQLite: its triggers would go with the old one.
  await knex.raw('alter table environments drop column tagged_as');
};

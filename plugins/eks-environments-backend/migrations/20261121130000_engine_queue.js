// @ts-check

/*
 * What the engine's queue goes by besides the operations: the pauses that people declare, and the gate that claims pass one at a time.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('engine_pauses', table => {
    table.comment('Operations that are not begun for now, as people said');
    table.string('id', 26).primary();
    table.string('kind', 16).notNullable().comment('Of the operations');
    table.string('account', 63).comment('Null: in all accounts');
    table.text('reason').notNullable().comment('Shown to everybody');
    table
      .string('paused_by', 255)
      .notNullable()
      .comment('Entity reference, or the name of a program');
    table.string('paused_at', 24).notNullable();
    table.check(`kind in ('Create', 'Delete')`, [], 'engine_pauses_kind');
  });
  await knex.raw(
    `create unique index engine_pauses_one on engine_pauses (kind, coalesce(account, ''))`,
  );

  await knex.schema.createTable('engine_gate', table => {
    table.comment(
      'One row that every claim writes first: replicas count and claim one after the other, so no limit is passed',
    );
    table.integer('id').primary();
    table.bigInteger('claims').notNullable().defaultTo(0);
    table.check('id = 1', [], 'engine_gate_one_row');
  });
  await knex('engine_gate').insert({ id: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('engine_gate');
  await knex.schema.dropTable('engine_pauses');
};

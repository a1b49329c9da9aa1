// @ts-check

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('quota_limits', table => {
    table.comment('Limits set by people; they win over the configuration');
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable();
    table.string('set_by', 255).notNullable();
    table.string('set_at', 24).notNullable();
    table.primary(['scope', 'dimension']);
    table.check('amount >= 0', [], 'quota_limits_amount');
  });

  await knex.schema.createTable('quota_balances', table => {
    table.comment(
      'Sum of the open reservations of a scope; moved by compare-and-set, never recounted',
    );
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable().defaultTo(0);
    table.primary(['scope', 'dimension']);
    table.check('amount >= 0', [], 'quota_balances_amount');
  });

  await knex.schema.createTable('quota_reservations', table => {
    table.comment('The ledger: what a request holds until its end');
    table
      .string('request_id', 26)
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable();
    table.string('reserved_at', 24).notNullable();
    table.string('released_at', 24);
    table.primary(['request_id', 'scope', 'dimension']);
    table.index(['scope', 'dimension', 'released_at']);
  });
  await knex.raw(
    `create index quota_reservations_largest on quota_reservations (scope, dimension, amount desc, request_id) where released_at is null`,
  );
};

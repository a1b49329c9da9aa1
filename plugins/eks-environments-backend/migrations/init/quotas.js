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
    table.comment('The ledger: what a request or an environment holds');
    table.string('holder_kind', 16).notNullable();
    table
      .string('holder_id', 26)
      .notNullable()
      .comment('Id of the request or the environment');
    table.string('scope', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.double('amount').notNullable();
    table.string('reserved_at', 24).notNullable();
    table.string('released_at', 24);
    table.primary(['holder_kind', 'holder_id', 'scope', 'dimension']);
    table.check(
      `holder_kind in ('request', 'environment')`,
      [],
      'quota_reservations_holder_kind',
    );
    table.index(['scope', 'dimension', 'released_at']);
  });
  await knex.raw(
    `create index quota_reservations_largest on quota_reservations (scope, dimension, amount desc, holder_id) where released_at is null`,
  );
};

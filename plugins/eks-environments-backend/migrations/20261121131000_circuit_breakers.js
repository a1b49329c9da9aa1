// @ts-check

/*
 * Where creates wait because AWS is in trouble. One row per account and region that ever had any; what is not here is closed.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('circuit_breakers', table => {
    table.comment('Creates of an account and region that wait for AWS');
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table.string('state', 16).notNullable();
    table
      .string('ticket', 26)
      .notNullable()
      .comment(
        'New with every write: of two writers who read the same, one wins',
      );
    table.integer('failures').notNullable().comment('In a row');
    table
      .integer('openings')
      .notNullable()
      .comment('In a row: each pause is longer than the one before');
    table.text('failure').comment('JSON, the latest that counted');
    table.string('opened_at', 24).comment('By the database, as retry_at');
    table.string('retry_at', 24).comment('When one create may probe');
    table
      .string('probe', 26)
      .comment(
        'The operation that may be claimed; its own claim says who works on it and for how long',
      );
    table.primary(['account', 'region']);
    table.check(
      `state in ('closed', 'open', 'halfOpen')`,
      [],
      'circuit_breakers_state',
    );
    table.check(
      `(state = 'halfOpen') = (probe is not null)`,
      [],
      'circuit_breakers_probe',
    );
    table.check(
      `state = 'closed' or (failure is not null and opened_at is not null and retry_at is not null)`,
      [],
      'circuit_breakers_reason',
    );
    table.index(['state', 'retry_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('circuit_breakers');
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('engine_pauses', table => {
    table.comment('Operations that people paused');
    table.string('id', 26).primary();
    table.string('lane', 16).notNullable().comment('Of the operations');
    table.string('account', 63).comment('Null: in all accounts');
    table.text('reason').notNullable().comment('Shown to all users');
    table
      .string('paused_by', 255)
      .notNullable()
      .comment('Entity reference, or the name of a program');
    table.string('paused_at', 24).notNullable();
    table.check(
      `lane in ('build', 'teardown', 'change')`,
      [],
      'engine_pauses_lane',
    );
  });

  await knex.raw(
    `create unique index engine_pauses_one on engine_pauses (lane, coalesce(account, ''))`,
  );

  await knex.schema.createTable('admission_lock', table => {
    table.comment(
      'Every claim writes its one row first, so replicas count and claim one after the other',
    );
    table.integer('id').primary();
    table.bigInteger('claims').notNullable().defaultTo(0);
    table.check('id = 1', [], 'admission_lock_one_row');
  });

  await knex('admission_lock').insert({ id: 1 });

  await knex.schema.createTable('circuit_breakers', table => {
    table.comment(
      'Operations of a provisioner in an account and region that wait until it recovers; no row means closed',
    );
    table.string('provisioner', 32).notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table.string('state', 16).notNullable();
    table
      .string('fencing_token', 26)
      .notNullable()
      .comment(
        'New with every write: of two writers who read the same, one wins',
      );
    table.integer('failures').notNullable().comment('In a row');
    table
      .integer('openings')
      .notNullable()
      .comment('In a row: each pause is longer than the one before');
    table
      .string('failed_operation', 26)
      .comment(
        'The operation whose failure was counted last; its next failure counts only after one of another operation',
      );
    table.text('failure').comment('JSON, the latest that counted');
    table.string('opened_at', 24).comment('By the database, as retry_at');
    table.string('retry_at', 24).comment('When one operation may probe');
    table
      .string('probe', 26)
      .comment(
        'The operation that may be claimed; its own claim says who works on it and for how long',
      );
    table.primary(['provisioner', 'account', 'region']);
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

  await knex.schema.createTable('executors', table => {
    table.comment(
      'Whether each replica can run operations, as it last reported',
    );
    table
      .string('replica', 64)
      .primary()
      .comment('As in operations.claimed_by: host and process');
    table.string('started_at', 24).notNullable();
    table
      .string('seen_at', 24)
      .notNullable()
      .comment('By the clock of the database');
    table
      .text('versions')
      .notNullable()
      .comment("JSON: the version of each provisioner's tool, by its id");
    table
      .text('problems')
      .notNullable()
      .comment('JSON array: why it claims no operation; empty when it does');
    table
      .text('runnable')
      .notNullable()
      .comment(
        'JSON array: operation types that it can run, and for which provisioners',
      );
  });
};

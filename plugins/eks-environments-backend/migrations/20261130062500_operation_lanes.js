// @ts-check

/*
 * Claims take turns between owners and keep to limits of accounts and regions. So that they read this from an index of the operations
 * alone, each operation has the owner, account and region of its environment. A trigger copies them: an insert of a replica of an earlier
 * version, which does not know the columns, is in the right lane, too.
 */

const columns = ['owner', 'account', 'region'];

/** @param {string} environmentId */
const placeOf = environmentId =>
  `(select ${columns.join(
    ', ',
  )} from environments where environments.id = ${environmentId})`;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('operations', table => {
    table
      .string('owner', 255)
      .notNullable()
      .defaultTo('')
      .comment('Of the environment, as account and region; set by a trigger');
    table.string('account', 63).notNullable().defaultTo('');
    table.string('region', 32).notNullable().defaultTo('');
  });
  await knex.raw(
    `update operations set (${columns.join(', ')}) = ${placeOf(
      'operations.environment_id',
    )}`,
  );
  if (knex.client.config.client === 'pg') {
    await knex.raw(`
      create function eks_environments_place_operation() returns trigger
      language plpgsql as $body$
      begin
        select ${columns.join(', ')} into new.owner, new.account, new.region
          from environments where environments.id = new.environment_id;
        return new;
      end
      $body$
    `);
    await knex.raw(`
      create trigger operations_place before insert on operations for each row
        execute function eks_environments_place_operation()`);
  } else {
    await knex.raw(`
      create trigger operations_place after insert on operations for each row
      begin
        update operations set (${columns.join(', ')}) = ${placeOf(
      'new.environment_id',
    )} where id = new.id;
      end`);
  }
  await knex.schema.alterTable('operations', table => {
    table.dropIndex(['state', 'due_at']);
  });
  await knex.raw(
    'create index operations_lanes on operations (state, kind, account, region, owner, due_at, id)',
  );
  await knex.raw(
    'create index operations_cancelled on operations (cancel_requested, state, id)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  await knex.raw(
    `drop trigger operations_place${isPostgres ? ' on operations' : ''}`,
  );
  if (isPostgres) {
    await knex.raw('drop function eks_environments_place_operation()');
  }
  await knex.raw('drop index operations_lanes');
  await knex.raw('drop index operations_cancelled');
  await knex.schema.alterTable('operations', table => {
    table.index(['state', 'due_at']);
  });
  // Not by the schema builder, which rebuilds the table on SQLite: its triggers would go with the old one.
  for (const column of columns) {
    await knex.raw(`alter table operations drop column ${column}`);
  }
};

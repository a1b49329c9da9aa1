// @ts-check

/*
 * A page of a list is read from an index that has its rows in order, so that no list sorts all rows. Living environments and those that
 * are gone have indexes of their own: those that are gone become more and more, and are asked for seldom.
 */

const living = `where state <> 'Deprovisioned'`;
const gone = `where state = 'Deprovisioned'`;

/** @type {Array<[name: string, table: string, columns: string, condition: string]>} */
const indexes = [
  ...[
    'name',
    'owner',
    'state',
    'blueprint_name',
    'region',
    'created_at',
    'updated_at',
    'hourly_cost',
  ].map(
    column =>
      /** @type {[string, string, string, string]} */ ([
        `environments_living_by_${column}`,
        'environments',
        `${column}, id`,
        living,
      ]),
  ),
  ...['owner', 'requester'].flatMap(scope =>
    ['created_at', 'name'].map(
      column =>
        /** @type {[string, string, string, string]} */ ([
          `environments_living_by_${scope}_${column}`,
          'environments',
          `${scope}, ${column}, id`,
          living,
        ]),
    ),
  ),
  ['environments_state_newest', 'environments', 'state, created_at, id', ''],
  ['environments_gone_by_updated_at', 'environments', 'updated_at, id', gone],
  ['environments_gone_by_name', 'environments', 'name, id', gone],
  ...[
    'name',
    'owner',
    'requester',
    'state',
    'blueprint_name',
    'created_at',
    'updated_at',
  ].map(
    column =>
      /** @type {[string, string, string, string]} */ ([
        `requests_${column}_id`,
        'requests',
        `${column}, id`,
        '',
      ]),
  ),
  ['requests_expiry', 'requests', `coalesce(expires_at, '9999'), id`, ''],
  ...['owner', 'requester', 'state'].map(
    column =>
      /** @type {[string, string, string, string]} */ ([
        `requests_${column}_newest`,
        'requests',
        `${column}, created_at, id`,
        '',
      ]),
  ),
];

const replaced = {
  environments: ['created_at', 'hourly_cost', 'name'],
  requests: ['owner', 'requester', 'state'],
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const column of replaced.environments) {
    await knex.raw(`drop index environments_${column}_id`);
  }
  await knex.schema.alterTable('environments', table => {
    table.dropIndex(['created_at']);
    table.dropIndex(['state', 'created_at']);
  });
  await knex.schema.alterTable('requests', table => {
    for (const column of replaced.requests) {
      table.dropIndex([column, 'created_at']);
    }
  });
  for (const [name, table, columns, condition] of indexes) {
    await knex.raw(
      `create index ${name} on ${table} (${columns}) ${condition}`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const [name] of indexes) {
    await knex.raw(`drop index ${name}`);
  }
  for (const column of replaced.environments) {
    await knex.raw(
      `create index environments_${column}_id on environments (${column}, id)`,
    );
  }
  await knex.schema.alterTable('environments', table => {
    table.index(['created_at']);
    table.index(['state', 'created_at']);
  });
  await knex.schema.alterTable('requests', table => {
    for (const column of replaced.requests) {
      table.index([column, 'created_at']);
    }
  });
};

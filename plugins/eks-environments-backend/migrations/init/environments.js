// @ts-check

const { quoted } = require('./quoted');

const environmentStates = [
  'Queued',
  'Provisioning',
  'ProvisioningFailed',
  'Ready',
  'Deprovisioning',
  'DeprovisioningFailed',
  'Quarantined',
  'Deprovisioned',
];

const powerStates = ['on', 'hibernating', 'off', 'resuming'];

const leasePhases = ['pending', 'active', 'grace', 'ended'];

/** A page of a list is read from an index in the order of the list. Rows of deprovisioned environments accumulate and are read seldom. */
const listIndexes = {
  living: [
    'name',
    'owner',
    'state',
    'blueprint_name',
    'region',
    'created_at',
    'updated_at',
    'hourly_cost',
  ],
  livingByScope: ['owner', 'requester'],
  gone: ['updated_at', 'name'],
};

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('environments', table => {
    table.comment('The leased clusters, those that are gone included');
    table.string('id', 26).primary();
    table
      .string('request_id', 26)
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests');
    table.string('name', 63).notNullable();
    table
      .string('resource_ref', 63)
      .notNullable()
      .comment('Unique among those that exist: resources in AWS carry it');
    table.string('state', 32).notNullable();
    table.string('state_since', 24).notNullable();
    table.string('power', 16).notNullable().defaultTo('on');
    table.string('power_since', 24).notNullable();
    table
      .text('restore')
      .comment('JSON: what a resumption restores, while it is hibernated');
    table.string('end_reason', 32).comment('Why it ends or ended');
    table
      .string('ended_by', 255)
      .comment('Who ended it, where a person or a program did');
    table.string('owner', 255).notNullable();
    table.string('requester', 255).notNullable();
    table.string('blueprint_name', 63).notNullable();
    table.integer('blueprint_version').notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table
      .string('provisioner', 32)
      .notNullable()
      .comment('Id of a registered provisioner; modules add them');
    table.text('values').notNullable().comment('JSON');
    table
      .text('spec')
      .notNullable()
      .comment('What the provisioner gets, byte for byte as approved');
    table
      .text('existing_spec')
      .comment('The spec of what exists, if a revision replaced it since');
    table
      .text('outputs')
      .comment('JSON that the provisioner stored for itself; never shown');
    table
      .double('hourly_cost')
      .notNullable()
      .comment(
        'The present rate: millionths of a dollar, with the desired nodes',
      );
    table.text('cost_items').notNullable().comment('JSON');
    table
      .text('unpriced')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON array of what costs money and is not in hourly_cost');
    table.integer('nodes').comment('Ready nodes when last seen');
    table.string('kubernetes_version', 64);
    table.text('endpoint');
    table.text('certificate_authority');
    table.text('failure').comment('JSON: why the last operation failed');
    table.text('sweep').comment('JSON: what the last sweep found');
    table
      .integer('retries')
      .notNullable()
      .defaultTo(0)
      .comment('How often people retried the failed creation of these values');
    table
      .string('tagged_as', 26)
      .comment(
        'The environment id in the tags of its resources, where that is not the id of the row',
      );
    table.string('created_at', 24).notNullable();
    table.string('ready_at', 24);
    table.string('ended_at', 24);
    table.string('updated_at', 24).notNullable();
    table
      .foreign(['blueprint_name', 'blueprint_version'])
      .references(['name', 'version'])
      .inTable('blueprints');
    table.check(
      `state in (${quoted(environmentStates)})`,
      [],
      'environments_state',
    );
    table.check(`power in (${quoted(powerStates)})`, [], 'environments_power');
    table.index(['owner', 'created_at']);
    table.index(['requester', 'created_at']);
    table.index(['blueprint_name', 'created_at']);
  });
  for (const [name, columns] of [
    ['environments_living_name', 'owner, name'],
    ['environments_living_resource', 'resource_ref'],
  ]) {
    await knex.raw(
      `create unique index ${name} on environments (${columns}) where state <> 'Deprovisioned'`,
    );
  }
  await knex.raw(
    `create unique index environments_living_tag on environments (tagged_as) where tagged_as is not null and state <> 'Deprovisioned'`,
  );
  await createListIndexes(knex);

  await createCostSegments(knex);

  await knex.schema.createTable('leases', table => {
    table.comment('How long an environment may exist');
    table
      .string('environment_id', 26)
      .primary()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table
      .string('phase', 16)
      .notNullable()
      .defaultTo('pending')
      .comment('Kept apart from the state of the environment');
    table.check(`phase in (${quoted(leasePhases)})`, [], 'leases_phase');
    table.string('duration', 64).notNullable().comment('ISO 8601 duration');
    table.string('grace', 64).notNullable().comment('ISO 8601 duration');
    table.string('maximum', 64).notNullable().comment('ISO 8601 duration');
    table
      .string('maximum_total', 64)
      .notNullable()
      .comment('ISO 8601 duration');
    table
      .string('approved_total', 64)
      .notNullable()
      .comment('ISO 8601 duration: as maximum_total, with an approval');
    table.string('usual_extension', 64).notNullable();
    table.integer('maximum_extensions').notNullable();
    table.integer('extensions').notNullable().defaultTo(0);
    table
      .text('warnings')
      .notNullable()
      .comment('JSON: ISO 8601 durations before the end, longest first');
    table
      .integer('warnings_sent')
      .notNullable()
      .defaultTo(0)
      .comment('How many of the warnings were sent for the present end');
    table.string('started_at', 24).comment('When the environment became Ready');
    table.string('expires_at', 24);
    table.string('grace_ends_at', 24);
    table
      .string('latest_end', 24)
      .comment(
        'started_at + maximum_total: the owner cannot extend the lease past it',
      );
    table
      .string('latest_approved_end', 24)
      .comment('started_at + approved_total: no extension leads past it');
    table
      .string('failure_deadline', 64)
      .notNullable()
      .comment('ISO 8601 duration: how long a failed create is kept');
    table
      .string('deadline', 24)
      .comment('When a failed create is deleted, since it costs money');
    table.string('due_at', 24).comment('When the reaper must process it next');
    table
      .string('tag_due_at', 24)
      .comment('When the end is to be written on the cluster; null: it is');
    table.index(['due_at']);
    table.index(['tag_due_at']);
    table.index(['expires_at']);
  });
};

/** @param {import('knex').Knex} knex */
async function createCostSegments(knex) {
  await knex.schema.createTable('cost_segments', table => {
    table.comment(
      'What AWS charged for an environment: a new segment begins when the rate changes',
    );
    table.string('id', 26).primary();
    table
      .string('environment_id', 26)
      .notNullable()
      .references('id')
      .inTable('environments')
      .onDelete('CASCADE');
    table.string('started_at', 24).notNullable();
    table.string('ended_at', 24).comment('Null while AWS charges for it');
    table
      .double('hourly_cost')
      .notNullable()
      .comment('Millionths of a dollar, with the desired nodes');
    table.text('items').notNullable().comment('JSON array of cost items');
    table
      .text('unpriced')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON array of what costs money and is not in hourly_cost');
    table.check('hourly_cost >= 0', [], 'cost_segments_hourly_cost');
    table.check(
      'ended_at is null or ended_at >= started_at',
      [],
      'cost_segments_order',
    );
    table.index(['environment_id', 'started_at']);
    table.index(['ended_at']);
  });
  await knex.raw(
    'create unique index cost_segments_one_open on cost_segments (environment_id) where ended_at is null',
  );
}

/** @param {import('knex').Knex} knex */
async function createListIndexes(knex) {
  /** @type {(name: string, columns: string, condition?: string) => Promise<void>} */
  const add = async (name, columns, condition = '') => {
    await knex.raw(
      `create index environments_${name} on environments (${columns}) ${condition}`,
    );
  };
  await add('resource_ref', 'resource_ref');
  await add('state_newest', 'state, created_at, id');
  for (const column of listIndexes.living) {
    await add(
      `living_by_${column}`,
      `${column}, id`,
      `where state <> 'Deprovisioned'`,
    );
  }
  for (const scope of listIndexes.livingByScope) {
    for (const column of ['created_at', 'name']) {
      await add(
        `living_by_${scope}_${column}`,
        `${scope}, ${column}, id`,
        `where state <> 'Deprovisioned'`,
      );
    }
  }
  for (const column of listIndexes.gone) {
    await add(
      `gone_by_${column}`,
      `${column}, id`,
      `where state = 'Deprovisioned'`,
    );
  }
}

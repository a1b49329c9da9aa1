// @ts-check

/*
 * The largest holders of a quota, and one page of environments by name or cost, are read from an index instead of sorting all rows.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(
    `create index quota_reservations_largest on quota_reservations (scope, dimension, amount desc, request_id) where released_at is null`,
  );
  await knex.raw(
    'create index environments_name_id on environments (name, id)',
  );
  await knex.raw(
    'create index environments_hourly_cost_id on environments (hourly_cost, id)',
  );
  await knex.raw(
    'create index environments_created_at_id on environments (created_at, id)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const index of [
    'quota_reservations_largest',
    'environments_name_id',
    'environments_hourly_cost_id',
    'environments_created_at_id',
  ]) {
    await knex.raw(`drop index ${index}`);
  }
};

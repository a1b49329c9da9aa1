// @ts-check

/*
 * What the state tables say, once more in the database: a move that they do not know can't be stored, whoever writes it. Rows may be
 * inserted in any state. The moves are frozen here; a test tries every pair of states against the state tables. Whoever changes a table
 * drops its trigger in a new migration and creates it again; whoever rebuilds one on SQLite, too, because its triggers go with it.
 */

const environmentMoves = {
  Queued: ['Provisioning', 'Deprovisioned'],
  Provisioning: ['Ready', 'ProvisioningFailed', 'Deprovisioning'],
  ProvisioningFailed: ['Queued', 'Deprovisioning'],
  Ready: ['Expiring', 'Deprovisioning'],
  Expiring: ['Ready', 'Deprovisioning'],
  Deprovisioning: ['Deprovisioned', 'DeprovisioningFailed', 'Quarantined'],
  DeprovisioningFailed: ['Deprovisioning'],
  Quarantined: ['Deprovisioning', 'Deprovisioned'],
};
const operationMoves = {
  Pending: ['Running', 'Cancelled'],
  Running: ['Pending', 'Succeeded', 'Failed', 'Cancelled'],
};
const requestMoves = {
  PendingApproval: ['Approved', 'Denied', 'Expired', 'Cancelled'],
};

const guarded = {
  environments: environmentMoves,
  operations: operationMoves,
  requests: requestMoves,
};

/** @param {Record<string, string[]>} moves */
function isUnknown(moves) {
  const known = Object.entries(moves).flatMap(([from, followers]) =>
    followers.map(to => `'${from} ${to}'`),
  );
  return `old.state <> new.state and old.state || ' ' || new.state not in (${known.join(
    ', ',
  )})`;
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  if (isPostgres) {
    await knex.raw(`
      create function eks_environments_refuse_move() returns trigger
      language plpgsql as $body$
      begin
        raise exception 'No row of % goes from % to %', tg_table_name, old.state, new.state
          using errcode = 'check_violation';
      end
      $body$
    `);
  }
  for (const [table, moves] of Object.entries(guarded)) {
    await knex.raw(
      isPostgres
        ? `create trigger ${table}_moves before update of state on ${table} for each row
           when (${isUnknown(moves)})
           execute function eks_environments_refuse_move()`
        : `create trigger ${table}_moves before update of state on ${table} for each row
           when ${isUnknown(moves)}
           begin select raise(abort, 'No row of ${table} goes to that state from where it is'); end`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  for (const table of Object.keys(guarded)) {
    await knex.raw(
      `drop trigger if exists ${table}_moves${
        isPostgres ? ` on ${table}` : ''
      }`,
    );
  }
  if (isPostgres) {
    await knex.raw('drop function eks_environments_refuse_move()');
  }
};

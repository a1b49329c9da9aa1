// @ts-check

/*
 * Triggers that refuse a state transition which the state tables of eks-environments-common do not have. Rows can be inserted in any state.
 * Only closed state machines are guarded. A test tries every pair of states against the tables.
 */

const environmentTransitions = {
  Queued: ['Provisioning', 'Deprovisioned'],
  Provisioning: ['Ready', 'ProvisioningFailed', 'Deprovisioning'],
  ProvisioningFailed: ['Queued', 'Deprovisioning'],
  Ready: ['Expiring', 'Deprovisioning'],
  Expiring: ['Ready', 'Deprovisioning'],
  Deprovisioning: ['Deprovisioned', 'DeprovisioningFailed', 'Quarantined'],
  DeprovisioningFailed: ['Deprovisioning'],
  Quarantined: ['Deprovisioning', 'Deprovisioned'],
};
const operationTransitions = {
  Pending: ['Running', 'Cancelled'],
  Running: ['Pending', 'Succeeded', 'Failed', 'Cancelled'],
};
const requestTransitions = {
  PendingApproval: ['Approved', 'Denied', 'Expired', 'Cancelled'],
};

const approvalStepTransitions = {
  Waiting: ['Open', 'Skipped'],
  Open: ['Approved', 'Denied', 'Skipped'],
};

const guarded = {
  environments: environmentTransitions,
  operations: operationTransitions,
  requests: requestTransitions,
  approval_steps: approvalStepTransitions,
};

/** @param {Record<string, string[]>} transitions */
function isUnknown(transitions) {
  const known = Object.entries(transitions).flatMap(([from, followers]) =>
    followers.map(to => `'${from} ${to}'`),
  );
  return `old.state <> new.state and old.state || ' ' || new.state not in (${known.join(
    ', ',
  )})`;
}

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  if (isPostgres) {
    await knex.raw(`
      create function eks_environments_refuse_transition() returns trigger
      language plpgsql as $body$
      begin
        raise exception '%: no transition from % to %', tg_table_name, old.state, new.state
          using errcode = 'check_violation';
      end
      $body$
    `);
  }
  for (const [table, transitions] of Object.entries(guarded)) {
    await knex.raw(
      isPostgres
        ? `create trigger ${table}_transitions before update of state on ${table} for each row
           when (${isUnknown(transitions)})
           execute function eks_environments_refuse_transition()`
        : `create trigger ${table}_transitions before update of state on ${table} for each row
           when ${isUnknown(transitions)}
           begin select raise(abort, '${table}: no such state transition'); end`,
    );
  }
};

// @ts-check

/*
 * Triggers that refuse a state transition which the state tables of eks-environments-common do not have. Rows can be inserted in any state.
 * Only closed state machines are guarded. A test tries every pair of states against the tables.
 */

const environmentTransitions = {
  Queued: [
    'Provisioning',
    'ProvisioningFailed',
    'Deprovisioning',
    'Deprovisioned',
  ],
  Provisioning: ['Ready', 'ProvisioningFailed', 'Deprovisioning'],
  ProvisioningFailed: ['Queued', 'Deprovisioning'],
  Ready: ['Deprovisioning'],
  Deprovisioning: ['Deprovisioned', 'DeprovisioningFailed', 'Quarantined'],
  DeprovisioningFailed: ['Deprovisioning'],
  Quarantined: ['Deprovisioning'],
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

const leaseTransitions = {
  pending: ['active', 'ended'],
  active: ['grace', 'ended'],
  grace: ['active', 'ended'],
};

const guarded = {
  environments: { column: 'state', transitions: environmentTransitions },
  leases: { column: 'phase', transitions: leaseTransitions },
  operations: { column: 'state', transitions: operationTransitions },
  requests: { column: 'state', transitions: requestTransitions },
  approval_steps: { column: 'state', transitions: approvalStepTransitions },
};

/** @param {{ column: string, transitions: Record<string, string[]> }} machine */
function isUnknown({ column, transitions }) {
  const known = Object.entries(transitions).flatMap(([from, followers]) =>
    followers.map(to => `'${from} ${to}'`),
  );
  return `old.${column} <> new.${column} and old.${column} || ' ' || new.${column} not in (${known.join(
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
        raise exception '%: no transition from % to %',
          tg_table_name, to_jsonb(old) ->> tg_argv[0], to_jsonb(new) ->> tg_argv[0]
          using errcode = 'check_violation';
      end
      $body$
    `);
  }
  for (const [table, machine] of Object.entries(guarded)) {
    await knex.raw(
      isPostgres
        ? `create trigger ${table}_transitions before update of ${
            machine.column
          } on ${table} for each row
           when (${isUnknown(machine)})
           execute function eks_environments_refuse_transition('${
             machine.column
           }')`
        : `create trigger ${table}_transitions before update of ${
            machine.column
          } on ${table} for each row
           when ${isUnknown(machine)}
           begin select raise(abort, '${table}: no such state transition'); end`,
    );
  }
};

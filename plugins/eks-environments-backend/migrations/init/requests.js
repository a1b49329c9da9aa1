// @ts-check

const { quoted } = require('./quoted');

const requestStates = [
  'PendingApproval',
  'Approved',
  'Denied',
  'Expired',
  'Cancelled',
];

const approvalStepStates = ['Waiting', 'Open', 'Approved', 'Denied', 'Skipped'];

/** @param {import('knex').Knex} knex */
exports.create = async function create(knex) {
  await knex.schema.createTable('requests', table => {
    table.comment('Who asked for what');
    table.string('id', 26).primary();
    table
      .string('type', 32)
      .notNullable()
      .comment('Id of a registered request type');
    table.string('state', 32).notNullable();
    table.string('requester', 255).notNullable().comment('Entity reference');
    table.string('owner', 255).notNullable().comment('Entity reference');
    table.string('blueprint_name', 63).notNullable();
    table.integer('blueprint_version').notNullable();
    table.string('name', 63).notNullable();
    table.string('account', 63).notNullable();
    table.string('region', 32).notNullable();
    table.text('reason');
    table
      .text('input')
      .notNullable()
      .comment('JSON: the input of the type, with the defaults that apply');
    table.text('plan').notNullable().comment('JSON, as it was approved');
    table
      .text('details')
      .notNullable()
      .comment('JSON: what the approval needs besides; only the type reads it');
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.string('expires_at', 24).comment('When it expires undecided');
    // No foreign key: environments have one to requests, and a cycle of them could not be emptied.
    table
      .string('environment_id', 26)
      .comment('The environment that it is about, or that it became');
    table
      .foreign(['blueprint_name', 'blueprint_version'])
      .references(['name', 'version'])
      .inTable('blueprints');
    table.check(`state in (${quoted(requestStates)})`, [], 'requests_state');
    table.index(['state', 'expires_at']);
    table.index(['environment_id']);
  });
  await knex.raw(
    `create unique index requests_pending_name on requests (owner, name) where state = 'PendingApproval'`,
  );
  // A page of a list is read from an index in the order of the list.
  for (const column of [
    'name',
    'owner',
    'requester',
    'state',
    'blueprint_name',
    'created_at',
    'updated_at',
  ]) {
    await knex.raw(
      `create index requests_${column}_id on requests (${column}, id)`,
    );
  }
  for (const column of ['owner', 'requester', 'state']) {
    await knex.raw(
      `create index requests_${column}_newest on requests (${column}, created_at, id)`,
    );
  }
  await knex.raw(
    `create index requests_expiry on requests (coalesce(expires_at, '9999'), id)`,
  );

  await knex.schema.createTable('approval_steps', table => {
    table.comment(
      'What people decide on a request, as its rules said when it was made',
    );
    table
      .string('request_id', 26)
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.integer('step').notNullable().comment('From 0 on, in order');
    table.string('rule', 64).notNullable().comment('Id of the approval rule');
    table.text('reason').notNullable();
    table.integer('quorum').notNullable().checkPositive();
    table.string('state', 16).notNullable();
    table.primary(['request_id', 'step']);
    table.check(
      `state in (${quoted(approvalStepStates)})`,
      [],
      'approval_steps_state',
    );
  });

  await knex.schema.createTable('approval_step_approvers', table => {
    table.comment('Who may decide a step');
    table.string('request_id', 26).notNullable();
    table.integer('step').notNullable();
    table.string('approver', 255).notNullable().comment('Entity reference');
    table.primary(['request_id', 'step', 'approver']);
    table
      .foreign(['request_id', 'step'])
      .references(['request_id', 'step'])
      .inTable('approval_steps')
      .onDelete('CASCADE');
    table.index(['approver']);
  });

  await knex.schema.createTable('decisions', table => {
    table.comment('What was decided on a request');
    table.string('id', 26).primary();
    table
      .string('request_id', 26)
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.integer('step').comment('Null where policy decided');
    table.string('decision', 16).notNullable();
    table
      .string('decided_by', 255)
      .notNullable()
      .comment('Entity reference, or the name of the policy');
    table.text('comment');
    table.string('decided_at', 24).notNullable();
    table
      .foreign(['request_id', 'step'])
      .references(['request_id', 'step'])
      .inTable('approval_steps')
      .onDelete('CASCADE');
    // Nobody decides two steps of one request, or one step twice.
    table.unique(['request_id', 'decided_by']);
    table.check(`decision in ('approved', 'denied')`, [], 'decisions_decision');
  });
};

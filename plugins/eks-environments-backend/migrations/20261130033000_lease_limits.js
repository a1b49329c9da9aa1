// @ts-check

/*
 * Leases that were extended or started past their latest end, by durations with mixed signs, end there. The length of a time tells one
 * that SQLite stored with a year of more than four digits; such a lease ends when it started, and grace follows.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex('leases')
    .whereNotNull('latest_end')
    .whereRaw('length(latest_end) <> 24')
    .update({ latest_end: knex.ref('started_at') });
  await knex('leases')
    .whereNotNull('latest_end')
    .where(past =>
      past
        .whereRaw('expires_at > latest_end')
        .orWhereRaw('length(expires_at) <> 24'),
    )
    .update({
      expires_at: knex.ref('latest_end'),
      grace_ends_at: knex.ref('latest_end'),
      due_at: knex.raw(
        'case when due_at is null then null else latest_end end',
      ),
      tag_due_at: knex.raw(
        'case when due_at is null then null else latest_end end',
      ),
    });
};

/** What a lease ended at before is not known any more. */
exports.down = async function down() {};

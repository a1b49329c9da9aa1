import type { Knex } from 'knex';
import type { ApprovalStepRow } from '../database';

/** An approval step of a request, the first and with a quorum of one but for what is given. */
export async function insertApprovalStep(
  knex: Knex,
  {
    approvers = [],
    ...given
  }: Pick<ApprovalStepRow, 'request_id'> &
    Partial<ApprovalStepRow> & { approvers?: string[] },
): Promise<void> {
  const row: ApprovalStepRow = {
    step: 0,
    rule: 'blueprint',
    reason: 'The blueprint always asks a person',
    quorum: 1,
    state: 'Open',
    ...given,
  };
  await knex('approval_steps').insert(row);
  for (const approver of approvers) {
    await knex('approval_step_approvers').insert({
      request_id: row.request_id,
      step: row.step,
      approver,
    });
  }
}

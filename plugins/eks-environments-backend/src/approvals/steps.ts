import type { PlanApprovalStep } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type {
  ApprovalStepApproverRow,
  ApprovalStepRow,
  DecisionRow,
} from '../database';
import { transitionApprovalStep } from '../database';
import type { Person } from '../access/callers';

export const OWN_REQUEST =
  'Nobody decides on their own request; somebody else has to';

/** A step of a request with its approvers. */
export type StoredStep = ApprovalStepRow & { approvers: string[] };

/** Writes the steps of a new request. The first one is open, the others wait for it. */
export async function insertSteps(
  transaction: Knex.Transaction,
  requestId: string,
  steps: PlanApprovalStep[],
): Promise<void> {
  if (steps.length === 0) {
    return;
  }
  await transaction<ApprovalStepRow>('approval_steps').insert(
    steps.map(({ rule, reason, quorum }, step) => ({
      request_id: requestId,
      step,
      rule,
      reason,
      quorum,
      state: step === 0 ? 'Open' : 'Waiting',
    })),
  );
  const approvers = steps.flatMap((step, index) =>
    [...new Set(step.approvers)].map(approver => ({
      request_id: requestId,
      step: index,
      approver,
    })),
  );
  if (approvers.length > 0) {
    await transaction<ApprovalStepApproverRow>(
      'approval_step_approvers',
    ).insert(approvers);
  }
}

/** The steps of some requests, in their order. */
export async function readSteps(
  knex: Knex,
  requestIds: string[],
): Promise<StoredStep[]> {
  const steps: ApprovalStepRow[] = await knex<ApprovalStepRow>('approval_steps')
    .whereIn('request_id', requestIds)
    .orderBy(['request_id', 'step']);
  const approvers: ApprovalStepApproverRow[] =
    await knex<ApprovalStepApproverRow>('approval_step_approvers')
      .whereIn('request_id', requestIds)
      .orderBy(['request_id', 'step', 'approver']);
  return steps.map(row => ({
    ...row,
    approvers: approvers
      .filter(
        ({ request_id, step }) =>
          request_id === row.request_id && step === row.step,
      )
      .map(({ approver }) => approver),
  }));
}

/** Why a person may not decide the open step of a request; undefined if the person may. */
export function whyNotDecide(
  { requester }: { requester: string },
  steps: StoredStep[],
  decisions: Pick<DecisionRow, 'decided_by'>[],
  { entityRef, claims }: Pick<Person, 'entityRef' | 'claims'>,
): string | undefined {
  if (requester === entityRef) {
    return OWN_REQUEST;
  }
  if (decisions.some(({ decided_by }) => decided_by === entityRef)) {
    return 'Nobody decides twice on one request; somebody else has to';
  }
  const own = steps.filter(({ approvers }) =>
    approvers.some(approver => claims.includes(approver)),
  );
  // A person who is named in no step but has the permission may decide each step.
  return own.length > 0 && !own.some(({ state }) => state === 'Open')
    ? 'Another step of this request is open now; its approvers decide'
    : undefined;
}

/** Restricts a query to requests whose open step a person may decide, as {@link whyNotDecide} does. */
export function whereDecidable(
  query: Knex.QueryBuilder,
  { entityRef, claims }: Pick<Person, 'entityRef' | 'claims'>,
): void {
  const named = (subquery: Knex.QueryBuilder) =>
    subquery
      .select('own.request_id')
      .from('approval_step_approvers as own')
      .whereRaw('own.request_id = requests.id')
      .whereIn('own.approver', claims);
  query
    .where('requests.state', 'PendingApproval')
    .whereNot('requests.requester', entityRef)
    .whereNotExists(decided =>
      decided
        .select('decisions.id')
        .from('decisions')
        .whereRaw('decisions.request_id = requests.id')
        .where('decisions.decided_by', entityRef),
    )
    .where(either =>
      either
        .whereExists(open =>
          named(open)
            .join('approval_steps', join =>
              join
                .on('approval_steps.request_id', 'own.request_id')
                .andOn('approval_steps.step', 'own.step'),
            )
            .where('approval_steps.state', 'Open'),
        )
        .orWhereNotExists(any => void named(any)),
    );
}

/** Ends the undecided steps, in the transaction that ends their request. */
export async function skipSteps(
  transaction: Knex.Transaction,
  requestId: string,
): Promise<void> {
  for (const from of ['Open', 'Waiting'] as const) {
    await transitionApprovalStep(transaction, {
      requestId,
      from,
      to: 'Skipped',
    });
  }
}

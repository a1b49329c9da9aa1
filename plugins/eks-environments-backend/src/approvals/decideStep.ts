import { ConflictError, NotAllowedError } from '@backstage/errors';
import { requestStateLabels } from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { Person } from '../access/callers';
import {
  type DecisionRow,
  type RequestRow,
  transitionApprovalStep,
} from '../database';
import { eventText } from '../events/eventText';
import { readSteps, type StoredStep, whyNotDecide } from './steps';

/**
 * Locks the step that is to be decided. Until the end of the transaction nobody else decides on the request, so that two approvals cannot
 * both miss the quorum by one.
 *
 * @throws ConflictError when the request no longer waits for a decision
 * @throws NotAllowedError when the person may not decide this step
 */
export async function holdOpenStep(
  transaction: Knex.Transaction,
  row: RequestRow,
  person: Person,
  at: string,
): Promise<StoredStep> {
  const held = await transaction<RequestRow>('requests')
    .where({ id: row.id, state: 'PendingApproval' })
    .update({ updated_at: at });
  if (held === 0) {
    throw await decidedAlready(transaction, row);
  }
  const steps = await readSteps(transaction, [row.id]);
  const decisions = await transaction<DecisionRow>('decisions').where(
    'request_id',
    row.id,
  );
  const reason = whyNotDecide(row, steps, decisions, person);
  if (reason !== undefined) {
    throw new NotAllowedError(reason);
  }
  const open = steps.find(({ state }) => state === 'Open');
  if (!open) {
    throw new Error(`The request ${row.id} waits without an open step`);
  }
  return open;
}

/** Closes a step whose quorum is reached, and opens the next one. */
export async function passStep(
  transaction: Knex.Transaction,
  { request_id: requestId, step, quorum }: StoredStep,
): Promise<{ kind: 'open' | 'next'; text: CodedText } | { kind: 'last' }> {
  const [{ count }] = await transaction('decisions')
    .where({ request_id: requestId, step })
    .count({ count: '*' });
  const given = Number(count);
  if (given < quorum) {
    return {
      kind: 'open',
      text: eventText('approval-given', { given, quorum }),
    };
  }
  await transitionApprovalStep(transaction, {
    requestId,
    step,
    from: 'Open',
    to: 'Approved',
  });
  const opened = await transitionApprovalStep(transaction, {
    requestId,
    step: step + 1,
    from: 'Waiting',
    to: 'Open',
  });
  return opened === 1
    ? { kind: 'next', text: eventText('step-approved', { step: step + 1 }) }
    : { kind: 'last' };
}

/** The error for a decision that comes too late. */
export async function decidedAlready(
  transaction: Knex.Transaction,
  { id }: Pick<RequestRow, 'id'>,
): Promise<ConflictError> {
  const now = await transaction<RequestRow>('requests')
    .where({ id })
    .first('state');
  return new ConflictError(
    `The request no longer waits for a decision${
      now ? `: its state is ${requestStateLabels[now.state]}` : ''
    }`,
  );
}

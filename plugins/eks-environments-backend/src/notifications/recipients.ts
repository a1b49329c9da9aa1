import type { Knex } from 'knex';
import type { ApprovalStepRow } from '../database';
import type { MessageSubject } from './subject';

/**
 * Who is notified.
 *
 * - `approvers`: those who may decide the open step of the request; if it names nobody, the operators
 * - `requester`: who requested it
 * - `people`: the requester and the owner
 * - `operators`: those who run the portal
 */
export type Audience = 'approvers' | 'requester' | 'people' | 'operators';

/** Entity references of an audience, without the actor of the event, who knows already. */
export async function findRecipients(
  transaction: Knex.Transaction,
  options: {
    audience: readonly Audience[];
    subject: MessageSubject;
    actor?: string;
    operators: readonly string[];
  },
): Promise<string[]> {
  const { audience, subject, actor, operators } = options;
  const recipients = new Set<string>();
  for (const part of audience) {
    for (const entityRef of await membersOf(part)) {
      recipients.add(entityRef);
    }
  }
  if (actor) {
    recipients.delete(actor);
  }
  return [...recipients];

  async function membersOf(part: Audience): Promise<readonly string[]> {
    switch (part) {
      case 'approvers': {
        const open = await findOpenStep(transaction, subject);
        return open?.length === 0 ? operators : open ?? [];
      }
      case 'requester':
        return [subject.requester];
      case 'people':
        return [subject.requester, subject.owner];
      default:
        return operators;
    }
  }
}

/** The approvers of the open step; undefined if no step is open. */
async function findOpenStep(
  transaction: Knex.Transaction,
  { requestId }: MessageSubject,
): Promise<string[] | undefined> {
  const open = await transaction<ApprovalStepRow>('approval_steps')
    .where({ request_id: requestId, state: 'Open' })
    .first('step');
  return (
    open &&
    transaction('approval_step_approvers')
      .where({ request_id: requestId, step: open.step })
      .orderBy('approver')
      .pluck('approver')
  );
}

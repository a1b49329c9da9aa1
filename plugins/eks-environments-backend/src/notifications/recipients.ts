import type { Knex } from 'knex';
import type { RequestApproverRow, RequestRow } from '../database';
import { readStoredPlan } from '../requests/storedPlan';
import type { MessageSubject } from './subject';

/**
 * Who hears of something.
 *
 * - `approvers`: those who may decide the request; of one that waits and names nobody, those who run the portal
 * - `requester`: who asked for it
 * - `people`: who asked for it and who owns it
 * - `operators`: those who run the portal
 */
export type Audience = 'approvers' | 'requester' | 'people' | 'operators';

/** Entity references of an audience, without whoever did it: they know. */
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
        const rows = await transaction<RequestApproverRow>('request_approvers')
          .where('request_id', subject.requestId)
          .orderBy('approver');
        return rows.length === 0 && (await asksAPerson(transaction, subject))
          ? operators
          : rows.map(row => row.approver);
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

async function asksAPerson(
  transaction: Knex.Transaction,
  { requestId }: MessageSubject,
): Promise<boolean> {
  const row = await transaction<RequestRow>('requests')
    .where('id', requestId)
    .first('plan');
  return row !== undefined && readStoredPlan(row).approval.mode === 'person';
}

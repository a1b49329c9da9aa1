/** The meaning of a CloudFormation status for the portal. */
export type StackCondition = 'creating' | 'busy' | 'broken' | 'complete';

/** A stack in one of these statuses can only be deleted. */
const BROKEN = [
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'CREATE_FAILED',
  'DELETE_FAILED',
  'REVIEW_IN_PROGRESS',
];

export function conditionOf(status: string): StackCondition {
  if (BROKEN.includes(status)) {
    return 'broken';
  }
  if (status === 'CREATE_IN_PROGRESS') {
    return 'creating';
  }
  return status.endsWith('_IN_PROGRESS') ? 'busy' : 'complete';
}

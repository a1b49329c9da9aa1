import type { Failure } from 'backstage-plugin-eksctl-node';
import { UnusableLeaseError } from '../leases/leaseTimes';
import { ownFailure } from './ownFailures';

/**
 * What an error means that was thrown while the outcome of an attempt was stored.
 *
 * @remarks
 *
 * Only the name and the code of an error are kept, since the message of a database error holds the statement and its values.
 */
export function failureOfSettlement(error: unknown): Failure {
  if (error instanceof UnusableLeaseError) {
    return ownFailure('leaseUnusable', { cause: error.message });
  }
  const reason = nameOf(error);
  return ownFailure('notSettled', {
    cause: `The outcome could not be stored: ${reason}`,
    reason,
  });
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return 'unknown error';
  }
  const code = 'code' in error && error.code ? ` ${error.code}` : '';
  return `${error.name}${code}`.slice(0, 100);
}

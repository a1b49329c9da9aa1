import type { OperationFailure } from 'backstage-plugin-eks-environments-node';
import { redact } from 'backstage-plugin-safe-text-node';
import { UnusableLeaseError } from '../leases/leaseTimes';
import { OperationHookError } from '../operations/OperationHookError';
import { nameOfError } from './nameOfError';
import { ownFailure } from './ownFailures';

/** What an error means that was thrown while the outcome of an attempt was stored. */
export function failureOfSettlement(error: unknown): OperationFailure {
  const cause = error instanceof OperationHookError ? error.cause : error;
  if (cause instanceof UnusableLeaseError) {
    return ownFailure('leaseUnusable', { cause: cause.message });
  }
  const reason = redact(nameOfError(error));
  return ownFailure('notSettled', {
    cause: `The outcome could not be stored: ${reason}`,
    reason,
  });
}

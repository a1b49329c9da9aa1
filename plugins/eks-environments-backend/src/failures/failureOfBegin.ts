import type { OperationFailure } from 'backstage-plugin-eks-environments-node';
import { redact } from 'backstage-plugin-safe-text-node';
import { nameOfError } from './nameOfError';
import { ownFailure } from './ownFailures';

/** What an error means that was thrown when an operation was to begin. */
export function failureOfBegin(error: unknown): OperationFailure {
  const reason = redact(nameOfError(error));
  return ownFailure('notBegun', {
    cause: `The operation could not be begun: ${reason}`,
    reason,
  });
}

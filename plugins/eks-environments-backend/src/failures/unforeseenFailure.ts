import type { OperationFailure } from 'backstage-plugin-eks-environments-node';
import { redact } from 'backstage-plugin-safe-text-node';
import { ownFailure } from './ownFailures';

/**
 * The failure for an error that nobody classified. It is retried: each step of an operation may run twice, and attempts are limited.
 */
export function unforeseenFailure(error: unknown): OperationFailure {
  return ownFailure('unforeseen', { cause: redact(String(error)) });
}

import { isError } from '@backstage/errors';
import type { DeliveryOutcome } from 'backstage-plugin-eks-environments-node';
import { BrokenCircuitError } from 'cockatiel';

/**
 * What SES will refuse as often as it is asked. All else may be over some time: an outage, throttling, or a setting that an operator puts right,
 * and a mail that waits is better than one that is lost.
 */
const FINAL_ERRORS = ['MessageRejected', 'InvalidParameterValue'];

/** Whether SES understood the mail and will never take it. */
export function isFinal(error: unknown): boolean {
  return isError(error) && FINAL_ERRORS.includes(error.name);
}

/** What becomes of a mail that SES did not take. */
export function outcomeOfFailure(error: unknown): DeliveryOutcome {
  if (error instanceof BrokenCircuitError) {
    return {
      kind: 'retry',
      reason: 'SES failed several times and is left alone for a while',
    };
  }
  const reason = isError(error)
    ? `${error.name}: ${withoutAddresses(error.message)}`
    : 'SES failed for an unknown reason';
  return { kind: isFinal(error) ? 'rejected' : 'retry', reason };
}

/** Reasons are stored and logged; the addresses of people are neither. */
function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>,;:]+@[^\s<>,;:]+/g, '<address>');
}

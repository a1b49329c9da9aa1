import type { MetadataBearer, MiddlewareStack } from '@aws-sdk/types';
import type { AwsClients } from 'backstage-plugin-eksctl-node';
import { circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { failureOfError } from '../failures/failureOfError';

const FAILURES_IN_A_ROW = 10;
const PAUSE_MS = 30_000;

/**
 * Puts one circuit breaker in front of all clients of an account and region. After many failures in a row, calls fail at once for a
 * while; then a single one probes.
 */
export function addCircuitBreaker(clients: AwsClients): void {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: PAUSE_MS,
    breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
  });
  for (const client of Object.values(clients)) {
    const stack: MiddlewareStack<object, MetadataBearer> =
      client.middlewareStack;
    // The outermost step, so that what the SDK itself retried counts once.
    stack.add(next => args => breaker.execute(() => next(args)), {
      step: 'initialize',
      priority: 'high',
      name: 'circuitBreaker',
    });
  }
}

/** Whether AWS has an outage or cannot be reached. Any other failure is an answer of AWS. */
function isOutage(error: unknown): boolean {
  const failure = failureOfError(error);
  return failure?.class === 'transient' && failure.concerns === undefined;
}

import { type CircuitBreakerRow, newId } from '../database';
import type { BreakerScope } from './types';

/** The columns of a closed breaker, with a new fencing token, as every write has. */
export function closedBreaker() {
  return {
    state: 'closed',
    fencing_token: newId(),
    failures: 0,
    openings: 0,
    failure: null,
    failed_operation: null,
    opened_at: null,
    retry_at: null,
    probe: null,
  } as const satisfies Omit<CircuitBreakerRow, keyof BreakerScope>;
}

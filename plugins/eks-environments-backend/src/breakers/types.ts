import type { CircuitBreakerRow } from '../database';

/** An account's region, which is what AWS is in trouble in. */
export type Place = Pick<CircuitBreakerRow, 'account' | 'region'>;

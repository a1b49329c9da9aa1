import type { CircuitBreakerRow } from '../database';

/** An account's region, the unit in which AWS is in trouble. */
export type Place = Pick<CircuitBreakerRow, 'account' | 'region'>;

import type { CircuitBreakerRow } from '../database';

/** What a breaker is about: a provisioner that is in trouble in a place holds back no other one, and none elsewhere. */
export type BreakerScope = Pick<
  CircuitBreakerRow,
  'provisioner' | 'account' | 'region'
>;

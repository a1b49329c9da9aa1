export * from './CircuitBreakerAdmin';
export * from './CircuitBreakers';
export * from './countedFailures';
export * from './passesBreaker';
export * from './types';

export * from './BreakerDesk';
export * from './CircuitBreakers';
export * from './countedFailures';
export * from './passesBreaker';
export * from './types';

export * from './failureOfBegin';
export * from './failureOfError';
export * from './failureOfSettlement';
export { ownFailure } from './ownFailures';
export * from './storedFailure';

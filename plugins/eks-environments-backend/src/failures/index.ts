export * from './failureOfError';
export { ownFailure } from './ownFailures';
export * from './storedFailure';

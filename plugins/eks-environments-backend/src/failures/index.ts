export * from './failureOfBegin';
export * from './failureOfSettlement';
export { ownFailure } from './ownFailures';
export * from './storedFailure';
export * from './unforeseenFailure';

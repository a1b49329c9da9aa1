export * from './failureOfError';
export * from './storedFailure';

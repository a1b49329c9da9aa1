export * from './classifyFailure';
export { failureKinds } from './failureKinds';
export { rootCauseOfEvents } from './rootCause';
export * from './types';

export * from './classifyFailure';
export { failureKinds } from './failureKinds';
export { rootCauseOfEvents, rootEventOf } from './rootCause';
export * from './types';

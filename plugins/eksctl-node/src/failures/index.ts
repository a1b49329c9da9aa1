export * from './classifyFailure';
export { rootCauseOfEvents } from './rootCause';
export * from './types';

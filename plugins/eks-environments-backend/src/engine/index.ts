export * from './createEngine';
export * from './UnregisteredOperations';
export type { Engine } from './Engine';
export * from './QueueEstimate';
export * from './readEngineConfig';
export * from './UsualDurations';

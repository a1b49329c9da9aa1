export * from './createEngine';
export type { Engine } from './Engine';
export * from './QueueEstimate';
export * from './readEngineConfig';
export * from './UsualDurations';

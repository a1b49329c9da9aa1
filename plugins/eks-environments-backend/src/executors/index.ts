export * from './ClockCheck';
export * from './createExecutor';
export * from './ExecutorStore';
export * from './LocalExecutor';
export * from './types';

export * from './ClockCheck';
export * from './createExecutor';
export * from './ExecutorStore';
export * from './LiveCapabilities';
export * from './LocalExecutor';
export * from './LocalReadiness';
export * from './types';

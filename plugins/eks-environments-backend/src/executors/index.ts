export * from './ClockCheck';
export * from './createExecutor';
export * from './EksctlCheck';
export * from './ExecutorStore';
export * from './LocalExecutor';
export * from './types';
export * from './WorkingDirectoryCheck';

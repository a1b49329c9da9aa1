export * from './DatabaseOperationQueue';
export * from './events';
export * from './leaveUnattended';
export * from './LocalCapabilities';
export * from './OperationHookError';
export * from './OperationTypes';
export * from './runnable';
export * from './transactions';

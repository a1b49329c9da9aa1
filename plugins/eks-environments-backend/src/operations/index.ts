export * from './DatabaseOperationQueue';
export * from './events';
export * from './leaveUnattended';
export * from './OperationHookError';
export * from './OperationTypes';
export * from './transactions';

export * from './DatabaseOperationQueue';
export * from './events';
export * from './OperationTypes';
export * from './transactions';

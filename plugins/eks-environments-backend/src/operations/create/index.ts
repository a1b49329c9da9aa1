export * from './createOperationType';
export * from './types';

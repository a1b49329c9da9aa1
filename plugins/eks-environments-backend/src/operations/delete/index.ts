export * from './beginRequestedDeletion';
export * from './deleteOperationType';
export * from './types';

export * from './countLeftovers';
export * from './queueRequestedDeletion';
export * from './deleteOperationType';
export * from './types';

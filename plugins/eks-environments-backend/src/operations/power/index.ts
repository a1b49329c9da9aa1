export * from './hibernateOperationType';
export * from './restore';
export * from './resumeOperationType';
export * from './types';

export * from './hibernateOperationType';
export * from './resumeOperationType';
export * from './types';

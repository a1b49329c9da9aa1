export * from './sweepCluster';
export * from './types';

export { sweepConsoleUrl, sweepKinds } from './kinds';
export * from './sweepCluster';
export * from './types';

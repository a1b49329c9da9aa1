export { sweepConsoleUrl, sweepKinds } from './kinds';
export { proofOf, type SweepTarget } from './proof';
export * from './sweepCluster';
export * from './types';

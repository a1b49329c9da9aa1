export { sweepConsoleUrl, sweepKinds } from './kinds';
export { proofOf } from './proof';
export { type ResourceTag, type SweepTarget } from './SweepTarget';
export * from './sweepCluster';
export * from './types';

export * from './AwsRegionFacts';
export * from './checkPreflight';
export * from './failureOfPreflight';
export * from './needsOf';
export * from './types';

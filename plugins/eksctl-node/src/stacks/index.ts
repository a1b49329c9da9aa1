export * from './AwsClients';
export * from './describeCluster';
export * from './eksToken';
export * from './EksStacks';
export * from './planCompletion';
export * from './planResume';
export { readClusterParts } from './readClusterParts';
export * from './types';
export * from './verifyCluster';

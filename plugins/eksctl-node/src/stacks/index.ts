export * from './AwsClients';
export * from './describeCluster';
export * from './eksToken';
export * from './EksStacks';
export * from './planResume';
export * from './types';
export * from './verifyCluster';

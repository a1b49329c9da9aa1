export * from './createEnvironmentsService';
export * from './environments/AwsStackEvents';
export * from './environments/stackEvents';
export * from './log/LogRetention';
export * from './types';

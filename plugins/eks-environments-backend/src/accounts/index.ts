export * from './AwsAccounts';
export * from './types';

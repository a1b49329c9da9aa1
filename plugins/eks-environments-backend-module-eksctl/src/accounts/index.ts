export * from './AwsAccounts';
export * from './types';
export * from './warnOfUnusedProxy';

export * from './AwsAccounts';
export * from './readAwsAccounts';
export * from './types';
export * from './withSignal';
export * from './warnOfUnusedProxy';

export * from './readAccounts';

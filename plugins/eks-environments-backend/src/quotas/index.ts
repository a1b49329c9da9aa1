export * from './amounts';
export * from './DatabaseQuotaLedger';
export * from './dimensions';
export * from './types';

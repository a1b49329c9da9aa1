export * from './amounts';
export * from './DatabaseQuotaLedger';
export * from './dimensions';
export * from './LimitSetter';
export * from './QuotaReader';
export * from './types';

export * from './amounts';
export * from './DatabaseQuotaLedger';
export * from './LimitSetter';
export * from './QuotaDimensionRegistry';
export * from './QuotaReader';
export * from './scopes';
export * from './types';
export * from './units';

export * from './accounts';
export * from './durations';
export * from './installation';
export * from './quotas';
export * from './readServiceConfig';

export * from './accounts';
export * from './counts';
export * from './durations';
export * from './engineLimits';
export * from './installation';
export * from './quotas';
export * from './readServiceConfig';

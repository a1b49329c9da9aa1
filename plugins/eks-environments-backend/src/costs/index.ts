export * from './costWithin';
export * from './rates';
export * from './segments';

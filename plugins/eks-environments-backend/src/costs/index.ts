export * from './costWithin';
export * from './segments';

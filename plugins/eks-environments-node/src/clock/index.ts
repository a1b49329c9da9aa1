export * from './Clock';
export * from './pause';

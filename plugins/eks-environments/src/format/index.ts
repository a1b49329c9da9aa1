export * from './money';
export * from './sentence';
export * from './time';
export * from './translateEvent';
export * from './useNow';

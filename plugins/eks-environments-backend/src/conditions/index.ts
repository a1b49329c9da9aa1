export * from './readConditions';
export * from './removeConditions';
export * from './setConditions';
export * from './types';

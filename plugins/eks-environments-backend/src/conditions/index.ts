export * from './readConditions';
export * from './setConditions';
export * from './types';

export * from './defaultPrices';
export * from './estimateCost';
export { findInstanceType } from './instanceTypes';
export * from './sizeOf';
export * from './types';

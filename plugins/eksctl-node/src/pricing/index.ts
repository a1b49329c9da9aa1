export * from './defaultPrices';
export * from './estimateCost';
export * from './sizeOf';
export * from './types';

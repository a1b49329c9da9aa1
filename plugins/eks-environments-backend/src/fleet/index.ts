export * from './FindingStore';
export * from './LookStore';
export * from './Reconciler';
export * from './types';

export * from './renderClusterConfig';
export * from './types';

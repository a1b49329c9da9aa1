export * from './checkHealth';
export * from './readClusterConfig';
export * from './readInventory';
export * from './readNodeGroups';
export * from './types';

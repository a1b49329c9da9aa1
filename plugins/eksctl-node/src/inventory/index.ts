export * from './checkHealth';
export * from './readInventory';
export * from './readNodeGroups';
export * from './types';

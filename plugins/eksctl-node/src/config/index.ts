export { defaultAllowedPaths } from './allowedPaths';
export * from './checkClusterConfig';
export * from './findConfigPath';
export * from './finishClusterConfig';
export * from './serializeClusterConfig';
export * from './summarizeClusterConfig';
export * from './types';

export { defaultAllowedPaths } from './allowedPaths';
export * from './checkClusterConfig';
export * from './ClusterConfigError';
export * from './findConfigPath';
export * from './finishClusterConfig';
export * from './parseWrittenConfig';
export * from './serializeClusterConfig';
export { summarizeClusterConfig } from './summarizeClusterConfig';

export * from './ClusterConfigRenderError';
export * from './renderClusterConfig';
export * from './types';

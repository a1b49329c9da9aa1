export * from './createDryRun';
export * from './EksctlDryRun';
export * from './types';

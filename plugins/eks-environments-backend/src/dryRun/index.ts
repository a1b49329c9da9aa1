export * from './createDryRun';
export * from './DryRunPlanner';
export * from './EksctlDryRun';
export * from './types';

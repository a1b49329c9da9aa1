export * from './DryRunPlanner';
export * from './ExecutorPlanner';
export * from './PreflightPlanner';

export * from './DryRunPlanner';
export * from './ExecutorPlanner';
export * from './Planner';
export * from './PreflightPlanner';

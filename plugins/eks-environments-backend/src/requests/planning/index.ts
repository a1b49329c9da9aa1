export * from './ExecutorPlanner';
export * from './VerifyingPlanner';

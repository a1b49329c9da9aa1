export * from './ApprovalPlanner';
export * from './BlueprintPlanner';
export * from './ExecutorPlanner';
export * from './types';
export * from './VerifyingPlanner';

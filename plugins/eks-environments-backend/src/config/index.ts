export * from './accounts';
export * from './BlueprintLocation';
export * from './counts';
export * from './durations';
export * from './engineLimits';
export * from './installation';

export * from './EnvironmentActionBlueprint';
export * from './EnvironmentCardBlueprint';
export * from './environmentViewApi';
export * from './types';

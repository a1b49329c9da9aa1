export * from './DatabaseEnvironmentCommands';
export * from './types';

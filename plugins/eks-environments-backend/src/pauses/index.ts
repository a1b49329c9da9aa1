export * from './DatabaseEnginePauses';
export * from './types';
export * from './wherePaused';

export * from './EnvironmentActions';
export * from './EnvironmentContent';
export * from './EnvironmentPage';

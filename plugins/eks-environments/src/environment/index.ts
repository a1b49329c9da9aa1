export * from './EnvironmentPage';

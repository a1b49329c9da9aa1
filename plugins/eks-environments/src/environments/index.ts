export * from './EnvironmentsPage';

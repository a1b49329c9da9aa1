export * from './TextFinding';

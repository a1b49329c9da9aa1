export * from './partition';

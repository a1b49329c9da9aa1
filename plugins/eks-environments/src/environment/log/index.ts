export * from './LogCard';

export * from './boundedWork';

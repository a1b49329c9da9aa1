export * from './startBackgroundWork';

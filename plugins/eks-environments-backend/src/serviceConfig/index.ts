export * from './readServiceConfig';

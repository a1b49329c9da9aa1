export * from './registeredRequestType';

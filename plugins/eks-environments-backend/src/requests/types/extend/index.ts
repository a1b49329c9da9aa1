export * from './extendRequestType';

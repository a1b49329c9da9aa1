export * from './createRequestType';

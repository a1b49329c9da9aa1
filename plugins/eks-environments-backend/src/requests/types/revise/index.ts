export * from './reviseRequestType';

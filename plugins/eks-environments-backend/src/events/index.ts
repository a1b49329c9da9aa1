export * from './DatabaseEventRecorder';
export * from './DefaultChangePublisher';
export * from './types';

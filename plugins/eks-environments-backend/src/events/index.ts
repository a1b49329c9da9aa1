export * from './DefaultChangePublisher';
export * from './types';
export * from './format';

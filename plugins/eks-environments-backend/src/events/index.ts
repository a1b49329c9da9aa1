export * from './DefaultChangePublisher';
export * from './eventText';
export * from './types';
export * from './format';

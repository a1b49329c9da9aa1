export * from './DefaultChangePublisher';
export * from './eventText';
export * from './textsOf';
export * from './types';
export * from './format';

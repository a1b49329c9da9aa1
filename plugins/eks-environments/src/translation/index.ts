export * from './loadText';
export * from './translateCode';
export * from './translateFailure';
export * from './translationRef';
export * from './useText';

export * from './loadText';
export * from './translateCode';
export * from './translationRef';
export * from './useText';

export * from './loadText';
export * from './translationRef';
export * from './useText';

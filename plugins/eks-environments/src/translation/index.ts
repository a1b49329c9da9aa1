export * from './translationRef';
export * from './useText';

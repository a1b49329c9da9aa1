export * from './boundedText';

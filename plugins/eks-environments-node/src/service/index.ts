export * from './eksEnvironmentsServiceRef';
export * from './types';

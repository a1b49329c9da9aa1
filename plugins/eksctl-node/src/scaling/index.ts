export * from './changeGroup';
export * from './countInstances';
export * from './readScalableGroups';
export * from './types';

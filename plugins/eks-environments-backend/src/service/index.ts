export * from './createEnvironmentsService';
export * from './environments/stackEvents';
export * from './types';

export * from './eksctlOperationTypes';

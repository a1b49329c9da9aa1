export * from './stateTable';
export * from './environmentStates';
export * from './requestStates';
export * from './operationStates';
export * from './diagram';

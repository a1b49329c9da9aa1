export * from './stateTable';
export * from './environmentStates';
export * from './environmentFacts';
export * from './requestStates';
export * from './approvalStepStates';
export * from './operationStates';
export * from './diagram';
export * from './stateLabels';

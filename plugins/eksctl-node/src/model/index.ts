export * from './clusterConfig';
export * from './clusterShape';
export * from './completionSteps';
export * from './Finding';

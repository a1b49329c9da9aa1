/**
 * Everything about eksctl, independent of Backstage plugins: renders and checks a ClusterConfig, runs eksctl, parses its output,
 * classifies failures, reads and repairs the stacks of a cluster.
 *
 * @packageDocumentation
 */
export * from './config';
export * from './failures';
export * from './instanceTypes';
export * from './inventory';
export * from './model';
export * from './output';
export * from './preflight';
export * from './pricing';
export * from './run';
export * from './scaling';
export * from './stacks';
export * from './sweep';
export * from './util';
export * from './work';

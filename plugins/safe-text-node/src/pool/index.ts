export * from './boundedTasks';
export { onBehalfOf } from './caller';

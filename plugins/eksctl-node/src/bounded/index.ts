export * from './boundedWork';
export { onBehalfOf } from './caller';

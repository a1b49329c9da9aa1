export { closestTo } from './closestTo';
export * from './partition';

export * from './partition';
export { parseUsd } from './money';

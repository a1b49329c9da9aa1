export { findInstanceType } from './instanceTypes';
export * from './InstanceType';

export * from './createRouter';
export { StreamPlaces, type StreamLimits } from './StreamPlaces';

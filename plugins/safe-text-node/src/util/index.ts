export { toVisible } from './characters';
export * from './closestTo';
export * from './isJsonObject';
export * from './paths';

/**
 * Types, state tables, permissions and the API client of EKS Environments.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './durations';
export * from './EksEnvironmentsClient';
export * from './entities';
export * from './environmentName';
export * from './events';
export * from './findings';
export * from './formatEntity';
export * from './permissions';
export * from './schema/openapi';
export * from './states';

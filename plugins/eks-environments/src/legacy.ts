/**
 * Pages, entity cards and Scaffolder fields of EKS Environments for apps on the legacy frontend system.
 *
 * @packageDocumentation
 */
export { eksEnvironmentsPlugin } from './legacy/plugin';
export * from './legacy/extensions';
export * from './legacy/fieldExtensions';
export { isEnvironment as isEksEnvironment } from './entity/entityEnvironment';
export { eksEnvironmentsApiRef, type EksEnvironmentsApi } from './api';
export { eksEnvironmentsTranslationRef } from './translation';

/**
 * Pages, entity cards and Scaffolder fields of EKS Environments.
 *
 * @packageDocumentation
 */
export { eksEnvironmentsPlugin as default } from './plugin';
export { eksEnvironmentsApiRef, type EksEnvironmentsApi } from './api';
export {
  EnvironmentActionBlueprint,
  type EnvironmentActionParams,
} from './environmentView/EnvironmentActionBlueprint';
export {
  EnvironmentCardBlueprint,
  type EnvironmentCardParams,
} from './environmentView/EnvironmentCardBlueprint';
export * from './environmentView/types';
export { eksEnvironmentsTranslationRef } from './translation';

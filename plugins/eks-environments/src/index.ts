/**
 * Pages, entity cards and Scaffolder fields of EKS Environments.
 *
 * @packageDocumentation
 */
export { eksEnvironmentsPlugin as default } from './plugin';
export { eksEnvironmentsApiRef, type EksEnvironmentsApi } from './api';

/**
 * The backend of EKS Environments.
 *
 * @packageDocumentation
 */
export { eksEnvironmentsPlugin as default } from './plugin';

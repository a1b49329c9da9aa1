/**
 * Mail through Amazon SES for EKS Environments.
 *
 * @packageDocumentation
 */
export { eksEnvironmentsModuleSes as default } from './module';

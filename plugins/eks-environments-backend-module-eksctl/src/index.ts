/**
 * The provisioner of EKS clusters by eksctl.
 *
 * @packageDocumentation
 */
export { eksEnvironmentsModuleEksctl as default } from './module';

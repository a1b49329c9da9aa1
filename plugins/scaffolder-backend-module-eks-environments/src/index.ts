/**
 * Scaffolder actions that request, extend and delete EKS environments, and that render and run eksctl.
 *
 * @packageDocumentation
 */
export { scaffolderModuleEksEnvironments as default } from './module';

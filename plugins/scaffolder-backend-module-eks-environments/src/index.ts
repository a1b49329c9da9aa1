/**
 * Scaffolder actions that request, extend, hibernate, resume and delete EKS environments, and that render and run eksctl.
 *
 * @packageDocumentation
 */
export { scaffolderModuleEksEnvironments as default } from './module';

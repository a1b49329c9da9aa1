/**
 * Permissions of EKS Environments: a decision that any policy can call, and a default policy.
 *
 * @packageDocumentation
 */
export * from './decideEksEnvironments';
export * from './decideOtherPlugins';
export { permissionModuleEksEnvironments as default } from './module';
export * from './otherPermissions';
export { readEksEnvironmentsRoles, type EksEnvironmentsRoles } from './roles';

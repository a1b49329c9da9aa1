export * from './AccessResolver';
export * from './criteria';
export * from './PermissionResources';
export * from './registerPermissions';
export * from './visibility';

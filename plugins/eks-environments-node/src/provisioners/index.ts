export * from './calls';
export * from './extensionPoint';
export * from './fleet';
export * from './planning';
export * from './procedures';
export * from './Provisioner';
export * from './readiness';
export * from './templates';

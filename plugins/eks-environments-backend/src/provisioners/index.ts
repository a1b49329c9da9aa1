export * from './assumptions';
export * from './boundedProvisioner';
export * from './deadlines';
export * from './defaultProvisioner';
export * from './ProvisionerRegistry';
export * from './registration';
export * from './toProvisioned';

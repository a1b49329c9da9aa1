export * from './defaultProvisioner';
export * from './ProvisionerRegistry';
export * from './toProvisioned';

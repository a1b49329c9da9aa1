export * from './ProvisionerRegistry';
export * from './toProvisioned';

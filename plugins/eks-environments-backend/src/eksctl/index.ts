export * from './eksctlProcedures';
export * from './eksctlProvisioner';

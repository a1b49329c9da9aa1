export * from './createEksctlProvisioner';
export * from './eksctlProcedures';
export * from './eksctlProvisioner';
export * from './readEksctlConfig';

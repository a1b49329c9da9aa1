export * from './EksctlFleet';

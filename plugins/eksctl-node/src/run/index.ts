export * from './CredentialEndpoint';
export * from './eksctlArgs';
export * from './LocalEksctlRunner';
export * from './readEksctlVersion';
export { removeAbandonedRuns } from './runDirectories';
export * from './types';

export * from './CredentialEndpoint';
export * from './eksctlArgs';
export * from './LocalEksctlRunner';
export * from './types';

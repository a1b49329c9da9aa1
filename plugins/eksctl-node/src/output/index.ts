export * from './EksctlOutputParser';
export * from './progressOf';
export * from './types';

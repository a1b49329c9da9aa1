export * from './EksctlOutputParser';
export * from './progressOf';
export * from './redact';
export * from './types';

export * from './EksctlOutputParser';
export * from './LineRedactor';
export * from './progressOf';
export { redact } from './redact';
export * from './types';

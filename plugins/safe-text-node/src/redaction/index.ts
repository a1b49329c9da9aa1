export * from './LineRedactor';
export { redact } from './redact';

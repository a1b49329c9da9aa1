import { RefusedText } from './TextFinding';

/** The refusal of a text as a whole. */
export function refusedText(code: string, message: string): RefusedText {
  return {
    kind: 'refused',
    findings: [{ severity: 'error', code, message }],
  };
}

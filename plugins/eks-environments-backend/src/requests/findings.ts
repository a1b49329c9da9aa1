import { InputError } from '@backstage/errors';
import type { Finding } from 'backstage-plugin-eks-environments-common';
import type { Finding as ConfigFinding } from 'backstage-plugin-eksctl-node';

/** The code of the finding that no replica can run eksctl: neither the input nor the present state refuses the request. */
export const NO_EKSCTL = 'no-eksctl';

/** An error that refuses the request. */
export function refusal(
  code: string,
  field: string,
  message: string,
): Finding & { field: string } {
  return { severity: 'error', code, field, message };
}

export function isError(finding: Finding): boolean {
  return finding.severity === 'error';
}

/** A finding about the config, with the input field that it comes from if that is known. */
export function fromConfigFinding(
  { parameter, ...finding }: ConfigFinding,
  options: { raw: boolean },
): Finding {
  if (parameter !== undefined) {
    return { ...finding, field: `values.${parameter}` };
  }
  return options.raw ? { ...finding, field: 'values.config' } : finding;
}

/** Joins all errors, one sentence each; every sentence names its field. */
export function toInputError(findings: Finding[]): InputError {
  return new InputError(findings.map(sentence).join('; '));
}

function sentence({ field, message }: Finding): string {
  return field === undefined || message.startsWith(field)
    ? message
    : `${field}: ${message}`;
}

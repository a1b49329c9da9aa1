import { InputError } from '@backstage/errors';
import type { Finding } from 'backstage-plugin-eks-environments-common';

/** The code of the finding that no replica can create environments with the provisioner: neither the input nor the present state refuses the request. */
export const NO_EXECUTOR = 'no-executor';

/**
 * An error that refuses the request.
 *
 * @param code - stable: clients translate the message by it
 * @param params - those of the message
 */
export function refusal(
  code: string,
  field: string,
  message: string,
  params?: Record<string, string | number>,
): Finding & { field: string } {
  return { severity: 'error', code, params, field, message };
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

import type { Finding } from 'backstage-plugin-eks-environments-common';
import type { Finding as ConfigFinding } from 'backstage-plugin-eksctl-node';

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

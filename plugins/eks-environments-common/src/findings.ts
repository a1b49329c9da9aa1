import type { Finding } from './schema/openapi';

/**
 * Whether a finding refuses the plan, or a problem the blueprint, that has it.
 *
 * @public
 */
export function isRefusal({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === 'error';
}

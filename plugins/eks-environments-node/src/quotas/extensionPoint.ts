import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { QuotaDimension } from './types';

/**
 * Where modules add quota dimensions.
 *
 * @public
 */
export interface EksEnvironmentsQuotasExtensionPoint {
  /**
   * Adds a dimension. Limits can be configured and set for it, and each new reservation counts in it.
   *
   * @throws ConflictError when the id is taken
   * @throws InputError when the id is malformed
   */
  addDimension(dimension: QuotaDimension): void;
}

/** @public */
export const eksEnvironmentsQuotasExtensionPoint =
  createExtensionPoint<EksEnvironmentsQuotasExtensionPoint>({
    id: 'eks-environments.quotas',
  });

import { createApiRef } from '@backstage/frontend-plugin-api';
import type { EksEnvironmentsClient } from 'backstage-plugin-eks-environments-common';

/**
 * The methods of {@link backstage-plugin-eks-environments-common#EksEnvironmentsClient} that the pages use, so that tests and other
 * portals can replace it.
 *
 * @public
 */
export type EksEnvironmentsApi = Pick<
  EksEnvironmentsClient,
  keyof EksEnvironmentsClient
>;

/** The API of EKS Environments, as the pages use it. @public */
export const eksEnvironmentsApiRef = createApiRef<EksEnvironmentsApi>().with({
  id: 'plugin.eks-environments.client',
  pluginId: 'eks-environments',
});

import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { CatalogOwnershipResolver } from './CatalogOwnershipResolver';
import type { OwnershipResolver } from './types';

/**
 * Resolves the owners that a person belongs to, including nested groups.
 *
 * @public
 */
export const ownershipResolverServiceRef = createServiceRef<OwnershipResolver>({
  id: 'eks-environments.ownership-resolver',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, catalog: catalogServiceRef },
      factory: ({ auth, catalog }) =>
        new CatalogOwnershipResolver({ auth, catalog }),
    }),
});

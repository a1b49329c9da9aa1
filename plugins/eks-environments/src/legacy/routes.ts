import { createSubRouteRef } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';
import type { PageRoutes } from '../usePageRoute';

// An app on the legacy frontend system mounts one page; all others are below it.
export const legacyPageRoutes = {
  root: rootRouteRef,
  approvals: createSubRouteRef({ parent: rootRouteRef, path: '/approvals' }),
  quotas: createSubRouteRef({ parent: rootRouteRef, path: '/quotas' }),
  fleet: createSubRouteRef({ parent: rootRouteRef, path: '/fleet' }),
  environment: createSubRouteRef({ parent: rootRouteRef, path: '/:id' }),
} satisfies PageRoutes;

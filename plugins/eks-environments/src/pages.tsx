import type { RouteRef } from '@backstage/frontend-plugin-api';
import type { JSX } from 'react';
import {
  approvalsRouteRef,
  environmentRouteRef,
  fleetRouteRef,
  quotasRouteRef,
} from './routes';

/** One of our pages, from which both frontend systems make what they mount. */
export interface PageDefinition {
  /** Below the plugin's page; empty for what that page begins with. */
  path: string;
  title: string;
  /** Left out where it is the plugin's own route. */
  routeRef?: RouteRef<any>;
  loader: () => Promise<JSX.Element>;
}

/** Our pages by the names of their extensions. Those without a parameter in their path are tabs, in this order. */
export const pageDefinitions = {
  list: {
    path: '',
    title: 'Environments',
    loader: () => import('./environments').then(m => <m.EnvironmentsPage />),
  },
  environment: {
    path: ':id',
    title: 'Environment',
    routeRef: environmentRouteRef,
    loader: () => import('./environment').then(m => <m.EnvironmentPage />),
  },
  approvals: {
    path: 'approvals',
    title: 'Approvals',
    routeRef: approvalsRouteRef,
    loader: () =>
      import('./approvals/ApprovalsPage').then(m => <m.ApprovalsPage />),
  },
  quotas: {
    path: 'quotas',
    title: 'Quotas',
    routeRef: quotasRouteRef,
    loader: () => import('./quotas/QuotasPage').then(m => <m.QuotasPage />),
  },
  fleet: {
    path: 'fleet',
    title: 'Fleet',
    routeRef: fleetRouteRef,
    loader: () => import('./fleet/FleetPage').then(m => <m.FleetPage />),
  },
} satisfies Record<string, PageDefinition>;

/** The names of our pages. */
export type PageName = keyof typeof pageDefinitions;

/** A page as an app mounts it: ours, or another plugin's. */
export interface MountedPage {
  /** The id of its extension. */
  id: string;
  path: string;
  title: string;
  element: JSX.Element;
}

/** The id of the extension of one of our pages. */
export function pageId(name: PageName): string {
  return `sub-page:eks-environments/${name}`;
}

import type { RouteRef } from '@backstage/frontend-plugin-api';
import type { JSX } from 'react';
import type { PageName } from './mountedPages';
import {
  approvalsRouteRef,
  environmentRouteRef,
  fleetRouteRef,
  quotasRouteRef,
} from './routes';
import { pageMessages } from './translation/messages/pages';

/** A default page, from which both frontend systems create what they mount. */
export interface PageDefinition {
  /** Relative to the plugin's page; empty for the plugin's first page. */
  path: string;
  title: string;
  /** Omitted if it is the plugin's own route. */
  routeRef?: RouteRef<any>;
  loader: () => Promise<JSX.Element>;
}

/** The default pages by the names of their extensions. Those without a parameter in their path are tabs, in this order. */
export const pageDefinitions = {
  list: {
    path: '',
    title: pageMessages.list,
    loader: () => import('./environments').then(m => <m.EnvironmentsPage />),
  },
  environment: {
    path: ':id',
    title: pageMessages.environment,
    routeRef: environmentRouteRef,
    loader: () => import('./environment').then(m => <m.EnvironmentPage />),
  },
  approvals: {
    path: 'approvals',
    title: pageMessages.approvals,
    routeRef: approvalsRouteRef,
    loader: () =>
      import('./approvals/ApprovalsPage').then(m => <m.ApprovalsPage />),
  },
  quotas: {
    path: 'quotas',
    title: pageMessages.quotas,
    routeRef: quotasRouteRef,
    loader: () => import('./quotas/QuotasPage').then(m => <m.QuotasPage />),
  },
  fleet: {
    path: 'fleet',
    title: pageMessages.fleet,
    routeRef: fleetRouteRef,
    loader: () => import('./fleet/FleetPage').then(m => <m.FleetPage />),
  },
} satisfies Record<PageName, PageDefinition>;

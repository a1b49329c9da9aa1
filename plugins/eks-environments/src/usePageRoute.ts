import {
  useRouteRef,
  type RouteRef,
  type SubRouteRef,
} from '@backstage/frontend-plugin-api';
import { createContext, useContext } from 'react';
import {
  approvalsRouteRef,
  environmentRouteRef,
  fleetRouteRef,
  quotasRouteRef,
  rootRouteRef,
} from './routes';

type PageRouteRef<TParams extends { [name in string]: string } | undefined> =
  | RouteRef<TParams>
  | SubRouteRef<TParams>;

/** The routes of the default pages. */
export interface PageRoutes {
  root: PageRouteRef<undefined>;
  approvals: PageRouteRef<undefined>;
  quotas: PageRouteRef<undefined>;
  fleet: PageRouteRef<undefined>;
  environment: PageRouteRef<{ id: string }>;
}

/** In the new frontend system each page has its own route. In the legacy system all pages are below the one page that an app mounts. */
export const PageRoutesContext = createContext<PageRoutes>({
  root: rootRouteRef,
  approvals: approvalsRouteRef,
  quotas: quotasRouteRef,
  fleet: fleetRouteRef,
  environment: environmentRouteRef,
});

/** The URL of a page without parameters; undefined if the app does not have the page. */
export function usePageRoute(
  page: Exclude<keyof PageRoutes, 'environment'>,
): string | undefined {
  return useRouteRef(
    useContext(PageRoutesContext)[page] as RouteRef<undefined>,
  )?.();
}

/** The URL of an environment's page; undefined if the app does not have the page. */
export function useEnvironmentRoute():
  | ((params: { id: string }) => string)
  | undefined {
  const { environment } = useContext(PageRoutesContext);
  return useRouteRef(environment as RouteRef<{ id: string }>);
}

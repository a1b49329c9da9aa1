import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { QueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import {
  EksEnvironmentsProvider,
  createQueryClient,
  queryClientApiRef,
} from '../query';
import { environmentViewApiFactory } from '../defaultEnvironmentView';
import { environmentViewApiRef } from '../environmentView';
import {
  approvalsRouteRef,
  createComponentRouteRef,
  environmentRouteRef,
  fleetRouteRef,
  quotasRouteRef,
  rootRouteRef,
  selectedTemplateRouteRef,
} from '../routes';

/** The rendered page, and its cache. */
export type RenderedPage = ReturnType<typeof renderInTestApp> & {
  queryClient: QueryClient;
};

/**
 * Renders a component of the plugin in an app whose API is the given object.
 *
 * @param options - `path` is the URL, `mountPath` the pattern it matches; a user is signed in as `userEntityRef`
 */
export function renderWithApi(
  element: ReactElement,
  options: {
    api: Partial<EksEnvironmentsApi>;
    path?: string;
    mountPath?: string;
    userEntityRef?: string;
    /** Whether permissions allow everything; true by default. */
    allowed?: boolean;
  },
): RenderedPage {
  const {
    api,
    path = '/',
    userEntityRef = 'user:default/ari',
    allowed = true,
  } = options;
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const rendered = renderInTestApp(
    <EksEnvironmentsProvider>
      {element}
      <CurrentUrl />
    </EksEnvironmentsProvider>,
    {
      apis: [
        mockApis.identity({ userEntityRef }),
        mockApis.permission({
          authorize: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
        [eksEnvironmentsApiRef, api],
        [queryClientApiRef, queryClient],
        [environmentViewApiRef, environmentViewApiFactory.factory({})],
      ],
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/environments/approvals': approvalsRouteRef,
        '/environments/quotas': quotasRouteRef,
        '/environments/fleet': fleetRouteRef,
        '/environments/:id': environmentRouteRef,
        '/create': createComponentRouteRef,
        '/create/templates/:namespace/:templateName': selectedTemplateRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      initialRouteEntries: [path],
      mountPath: options.mountPath,
    },
  );
  return { ...rendered, queryClient };
}

/** The id of the element that holds the URL. */
export const CURRENT_URL = 'current-url';

function CurrentUrl() {
  const { pathname, search } = useLocation();
  return <span hidden data-testid={CURRENT_URL}>{`${pathname}${search}`}</span>;
}

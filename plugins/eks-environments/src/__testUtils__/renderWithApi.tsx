import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import {
  EksEnvironmentsProvider,
  createQueryClient,
  queryClientApiRef,
} from '../query';
import { rootRouteRef } from '../routes';

/**
 * Renders something of ours in a portal whose API is the given object.
 *
 * @param options - `path` is the URL; a person is signed in as `userEntityRef`
 */
export function renderWithApi(
  element: ReactElement,
  options: {
    api: Partial<EksEnvironmentsApi>;
    path?: string;
    userEntityRef?: string;
  },
) {
  const { api, path = '/', userEntityRef = 'user:default/ari' } = options;
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  return renderInTestApp(
    <EksEnvironmentsProvider>
      {element}
      <CurrentUrl />
    </EksEnvironmentsProvider>,
    {
      apis: [
        mockApis.identity({ userEntityRef }),
        [eksEnvironmentsApiRef, api],
        [queryClientApiRef, queryClient],
      ],
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      initialRouteEntries: [path],
    },
  );
}

/** The id of the element that holds the URL. */
export const CURRENT_URL = 'current-url';

function CurrentUrl() {
  const { pathname, search } = useLocation();
  return <span hidden data-testid={CURRENT_URL}>{`${pathname}${search}`}</span>;
}

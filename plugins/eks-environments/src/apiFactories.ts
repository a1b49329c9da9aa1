import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EksEnvironmentsClient } from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from './api';
import { createQueryClient, queryClientApiRef } from './query';
import { throwingServerErrors } from './serverErrors';

/** The client of the backend. Both frontend systems register it. */
export const clientApiFactory = createApiFactory({
  api: eksEnvironmentsApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ discoveryApi, fetchApi }) =>
    new EksEnvironmentsClient({
      discoveryApi,
      fetchApi: { fetch: throwingServerErrors(fetchApi.fetch) },
    }),
});

/** The cache that pages, cards and fields share. */
export const queryClientApiFactory = createApiFactory({
  api: queryClientApiRef,
  deps: {},
  factory: () => createQueryClient(),
});

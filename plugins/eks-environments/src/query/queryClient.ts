import { createApiRef } from '@backstage/frontend-plugin-api';
import { QueryClient } from '@tanstack/react-query';

/** The cache of the query hooks. One per app, so that a page, a card and a menu item of the same environment fetch it once. */
export const queryClientApiRef = createApiRef<QueryClient>().with({
  id: 'plugin.eks-environments.query-client',
  pluginId: 'eks-environments',
});

// A retry does not change these errors.
const FINAL_ERRORS = ['NotFoundError', 'NotAllowedError', 'InputError'];
const MAXIMUM_RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000, // signals and polls keep it fresh, so switching tabs need not refetch
        retry: (failures, error) =>
          failures < MAXIMUM_RETRIES && !isFinalError(error),
      },
    },
  });
}

/** Whether the backend answered, and would answer the same again. */
export function isFinalError({ name }: Error): boolean {
  return FINAL_ERRORS.includes(name);
}

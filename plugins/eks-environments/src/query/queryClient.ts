import { createApiRef } from '@backstage/frontend-plugin-api';
import { QueryClient } from '@tanstack/react-query';

/**
 * The cache behind our hooks. One for each app, so that a page, a card and a menu item that show the same environment
 * ask for it once.
 */
export const queryClientApiRef = createApiRef<QueryClient>().with({
  id: 'plugin.eks-environments.query-client',
  pluginId: 'eks-environments',
});

// A refusal does not become an approval by asking again.
const FINAL_ERRORS = ['NotFoundError', 'NotAllowedError', 'InputError'];
const MAXIMUM_RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000, // signals and polls make it fresh; a change of tabs need not
        retry: (failures, error) =>
          failures < MAXIMUM_RETRIES && !FINAL_ERRORS.includes(error.name),
      },
    },
  });
}

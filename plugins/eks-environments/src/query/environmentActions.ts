import type {
  DeletionInput,
  Environment,
  ExtensionInput,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsApi } from '../api';
import { queryKeys } from './queryKeys';
import { useWrite } from './useWrite';

export function useExtendLease(id: string) {
  return useEnvironmentWrite<ExtensionInput>(id, (api, input, options) =>
    api.extendLease(id, input, options),
  );
}

/** Deletes an environment, or cancels its creation. */
export function useDeleteEnvironment(id: string) {
  return useEnvironmentWrite<DeletionInput>(id, (api, input, options) =>
    api.deleteEnvironment(id, input, options),
  );
}

export function useHibernateEnvironment(id: string) {
  return useEnvironmentWrite<void>(id, (api, _, options) =>
    api.hibernateEnvironment(id, options),
  );
}

export function useResumeEnvironment(id: string) {
  return useEnvironmentWrite<void>(id, (api, _, options) =>
    api.resumeEnvironment(id, options),
  );
}

export function useRetryEnvironment(id: string) {
  return useEnvironmentWrite<void>(id, (api, _, options) =>
    api.retryEnvironment(id, options),
  );
}

function useEnvironmentWrite<TInput>(
  id: string,
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<Environment>,
) {
  return useWrite(write, {
    changes: [{ of: 'environment', id }],
    showAnswer: (queryClient, environment) =>
      queryClient.setQueryData(queryKeys.environment(id), environment),
  });
}

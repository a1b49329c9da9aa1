import type {
  DeletionInput,
  Environment,
  EnvironmentRequest,
  ExtensionInput,
  OperationInput,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsApi } from '../api';
import { queryKeys } from './queryKeys';
import { useWrite } from './useWrite';

export function useExtendLease(id: string) {
  return useEnvironmentWrite<ExtensionInput>(id, (api, input, options) =>
    api.extendLease(id, input, options),
  );
}

/** Requests a change of an environment, which others may have to approve. */
export function useRequestChange(environmentId: string) {
  return useWrite<RequestInput, EnvironmentRequest>(
    (api, input, options) => api.createRequest(input, options),
    {
      changes: [{ of: 'environment', id: environmentId }],
      showAnswer: (queryClient, request) => {
        queryClient.setQueryData(queryKeys.request(request.id), request);
        void queryClient.invalidateQueries({
          queryKey: queryKeys.requestLists(),
        });
      },
    },
  );
}

/** Deletes an environment, or cancels its creation. */
export function useDeleteEnvironment(id: string) {
  return useEnvironmentWrite<DeletionInput>(id, (api, input, options) =>
    api.deleteEnvironment(id, input, options),
  );
}

/** Starts an operation that the environment offers. */
export function useStartOperation(id: string) {
  return useEnvironmentWrite<OperationInput>(id, (api, input, options) =>
    api
      .startOperation(id, input, options)
      .then(({ environment }) => environment),
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

import type {
  AvailableRequestAction,
  DecisionInput,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsApi } from '../api';
import { queryKeys, useWrite } from '../query';

/** Approves or denies one request. */
export function useDecideRequest(request: EnvironmentRequest) {
  return useRequestWrite<DecisionInput>(request, (api, input, options) =>
    api.decideRequest(request.id, input, options),
  );
}

/** Withdraws the user's own request. */
export function useCancelRequest(request: EnvironmentRequest) {
  return useRequestWrite<void>(request, (api, _, options) =>
    api.cancelRequest(request.id, options),
  );
}

/** The user's action on a request, by name. */
export function requestAction(
  request: EnvironmentRequest,
  name: AvailableRequestAction['action'],
): AvailableRequestAction | undefined {
  return request.actions.find(({ action }) => action === name);
}

function useRequestWrite<TInput>(
  { id, environmentId }: EnvironmentRequest,
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<EnvironmentRequest>,
) {
  return useWrite(write, {
    changes: [{ of: 'request', id, environmentId }],
    showAnswer: (queryClient, request) =>
      queryClient.setQueryData(queryKeys.request(id), request),
  });
}

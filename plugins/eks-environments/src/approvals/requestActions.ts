import type {
  AvailableAction,
  DecisionInput,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsApi } from '../api';
import { queryKeys, useWrite } from '../query';

/** Approves or denies one request. */
export function useDecideRequest(id: string) {
  return useRequestWrite<DecisionInput>(id, (api, input, options) =>
    api.decideRequest(id, input, options),
  );
}

/** Withdraws a request of one's own. */
export function useCancelRequest(id: string) {
  return useRequestWrite<void>(id, (api, _, options) =>
    api.cancelRequest(id, options),
  );
}

/** What the signed-in person may do with a request, by name. */
export function requestAction(
  request: EnvironmentRequest,
  name: AvailableAction['action'],
): AvailableAction | undefined {
  return request.actions.find(({ action }) => action === name);
}

function useRequestWrite<TInput>(
  id: string,
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<EnvironmentRequest>,
) {
  return useWrite(write, (queryClient, request) =>
    queryClient.setQueryData(queryKeys.request(id), request),
  );
}

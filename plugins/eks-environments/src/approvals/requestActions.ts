import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  AvailableAction,
  DecisionInput,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { useRef } from 'react';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import { queryKeys } from '../query';

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

/**
 * A write on one request. Whether it succeeds or not, what is shown is read again: a refusal usually means that somebody
 * else was quicker.
 *
 * @remarks
 *
 * The idempotency key is kept until a call succeeds: pressing the button again after a lost answer does not do it twice.
 */
function useRequestWrite<TInput>(
  id: string,
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<EnvironmentRequest>,
) {
  const api = useApi(eksEnvironmentsApiRef);
  const queryClient = useQueryClient();
  const attempt = useRef<{ input: string; idempotencyKey: string }>();

  return useMutation({
    mutationFn: (input: TInput) => {
      // Another decision or comment is another write, and needs another key.
      const fingerprint = JSON.stringify(input) ?? '';
      if (attempt.current?.input !== fingerprint) {
        attempt.current = {
          input: fingerprint,
          idempotencyKey: crypto.randomUUID(),
        };
      }
      const { idempotencyKey } = attempt.current;
      return write(api, input, { idempotencyKey });
    },
    onSuccess: request => {
      attempt.current = undefined;
      queryClient.setQueryData(queryKeys.request(id), request);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.all }),
  });
}

import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  DeletionInput,
  Environment,
  ExtensionInput,
} from 'backstage-plugin-eks-environments-common';
import { useRef } from 'react';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import { queryKeys } from './queryKeys';

/**
 * A write on one environment. The answer is shown at once and everything that depends on it is read again.
 *
 * @remarks
 *
 * The same input keeps its idempotency key until a call succeeds: pressing the button again after a lost answer does not
 * do it twice.
 */
function useEnvironmentWrite<TInput>(
  id: string,
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<Environment>,
) {
  const api = useApi(eksEnvironmentsApiRef);
  const queryClient = useQueryClient();
  const attempt = useRef<{ input: string; idempotencyKey: string }>();

  return useMutation({
    mutationFn: (input: TInput) => {
      const asText = JSON.stringify(input) ?? '';
      if (attempt.current?.input !== asText) {
        attempt.current = { input: asText, idempotencyKey: randomKey() };
      }
      const { idempotencyKey } = attempt.current;
      return write(api, input, { idempotencyKey });
    },
    onSuccess: environment => {
      attempt.current = undefined;
      queryClient.setQueryData(queryKeys.environment(id), environment);
      return queryClient.invalidateQueries({ queryKey: queryKeys.all });
    },
  });
}

// Not `crypto.randomUUID`, which browsers withhold from portals on plain HTTP.
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

export function useExtendLease(id: string) {
  return useEnvironmentWrite<ExtensionInput>(id, (api, input, options) =>
    api.extendLease(id, input, options),
  );
}

/** Deletes what stands, or cancels what is being built. */
export function useDeleteEnvironment(id: string) {
  return useEnvironmentWrite<DeletionInput>(id, (api, input, options) =>
    api.deleteEnvironment(id, input, options),
  );
}

export function useRetryEnvironment(id: string) {
  return useEnvironmentWrite<void>(id, (api, _, options) =>
    api.retryEnvironment(id, {}, options),
  );
}

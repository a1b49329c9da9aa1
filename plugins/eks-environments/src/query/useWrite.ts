import { useApi } from '@backstage/frontend-plugin-api';
import {
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import { refetchChanges, type Change } from './changes';

/**
 * A write to the API. Whether it succeeds or fails, the affected queries are refetched: a rejected write usually means that somebody else was
 * faster.
 *
 * @remarks
 *
 * The same input keeps its idempotency key until a call succeeds, so that a retry after a lost response does not repeat the write. A
 * different input is a new write with a new key.
 *
 * @param options - `changes` is what the write changes; `showAnswer` puts the response into the cache, so that it is displayed before the
 * refetch
 */
export function useWrite<TInput, TAnswer>(
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<TAnswer>,
  options: {
    changes: Change[];
    showAnswer?: (queryClient: QueryClient, answer: TAnswer) => void;
  },
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
    onSuccess: answer => {
      attempt.current = undefined;
      options.showAnswer?.(queryClient, answer);
    },
    onSettled: () => refetchChanges(queryClient, options.changes),
  });
}

// Not `crypto.randomUUID`, which browsers do not provide on plain HTTP.
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

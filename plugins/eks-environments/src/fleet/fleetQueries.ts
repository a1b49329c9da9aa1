import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  EnginePauseInput,
  FleetFinding,
  ImportInput,
} from 'backstage-plugin-eks-environments-common';
import { useRef } from 'react';
import { eksEnvironmentsApiRef, type EksEnvironmentsApi } from '../api';
import { queryKeys } from '../query';

const SLOW_POLL = 30_000; // milliseconds
const POLL_WHILE_LOOKING = 3_000;

const fleetKey = (part: string) => [...queryKeys.all, 'fleet', part] as const;

/** Findings, looks and health. */
export function useFleet() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: fleetKey('view'),
    queryFn: () => api.getFleet(),
    refetchInterval: ({ state: { data } }) =>
      data?.looks.some(({ looking }) => looking)
        ? POLL_WHILE_LOOKING
        : SLOW_POLL,
  });
}

/** What of the engine's work is held back by people. */
export function usePauses() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: fleetKey('pauses'),
    queryFn: () => api.listPauses(),
    refetchInterval: SLOW_POLL,
  });
}

/** What the reaper does by itself within a day. */
export function useDueDeletions() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: fleetKey('due-deletions'),
    queryFn: () => api.listDueDeletions(),
    refetchInterval: SLOW_POLL,
  });
}

/** Accounts and regions in which no create begins, because of failures. */
export function useBreakers() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: fleetKey('breakers'),
    queryFn: () => api.listBreakers(),
    refetchInterval: SLOW_POLL,
  });
}

export function useLookAgain() {
  return useFleetWrite<void>(api => api.lookAtFleet());
}

export function useIgnoreFinding({ id }: FleetFinding) {
  return useFleetWrite<string>((api, reason) => api.ignoreFinding(id, reason));
}

export function useReopenFinding({ id }: FleetFinding) {
  return useFleetWrite<void>(api => api.reopenFinding(id));
}

export function useDeleteFinding({ id }: FleetFinding) {
  return useFleetWrite<{ reason?: string }>((api, input, options) =>
    api.deleteFinding(id, input, options),
  );
}

export function useImportCluster() {
  return useFleetWrite<ImportInput>((api, input, options) =>
    api.importCluster(input, options),
  );
}

export function usePause() {
  return useFleetWrite<EnginePauseInput>((api, input) => api.pause(input));
}

export function useResume(id: string) {
  return useFleetWrite<void>(api => api.resume(id));
}

export function useCloseBreaker(place: { account: string; region: string }) {
  return useFleetWrite<void>(api => api.closeBreaker(place));
}

/**
 * A write on the fleet, after which everything is read again.
 *
 * @remarks
 *
 * The idempotency key is kept until a call succeeds: pressing the button again after a lost answer does not do it twice.
 */
function useFleetWrite<TInput>(
  write: (
    api: EksEnvironmentsApi,
    input: TInput,
    options: { idempotencyKey: string },
  ) => Promise<unknown>,
) {
  const api = useApi(eksEnvironmentsApiRef);
  const queryClient = useQueryClient();
  const attempt = useRef<{ input: string; idempotencyKey: string }>();
  return useMutation({
    mutationFn: (input: TInput) => {
      const asText = JSON.stringify(input) ?? '';
      if (attempt.current?.input !== asText) {
        attempt.current = { input: asText, idempotencyKey: newKey() };
      }
      const { idempotencyKey } = attempt.current;
      return write(api, input, { idempotencyKey });
    },
    onSuccess: () => {
      attempt.current = undefined;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.all }),
  });
}

// Not `crypto.randomUUID`, which browsers withhold from portals on plain HTTP.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type {
  EnginePauseInput,
  FleetFinding,
  ImportInput,
} from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from '../api';
import { SLOW_POLL, queryKeys, useWrite } from '../query';

const POLL_WHILE_RECONCILING = 3_000; // milliseconds

/** Findings, reconciliation runs and health. */
export function useFleet() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.fleet(),
    queryFn: () => api.getFleet(),
    refetchInterval: ({ state: { data } }) =>
      data?.reconciliations.some(({ inProgress }) => inProgress)
        ? POLL_WHILE_RECONCILING
        : SLOW_POLL,
  });
}

/** Actions of the reaper within the next day. */
export function useDueDeletions() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.dueDeletions(),
    queryFn: () => api.listDueDeletions(),
    refetchInterval: SLOW_POLL,
  });
}

/** The circuit breakers that hold back creations. */
export function useBreakers() {
  const api = useApi(eksEnvironmentsApiRef);
  return useQuery({
    queryKey: queryKeys.breakers(),
    queryFn: () => api.listBreakers(),
    refetchInterval: SLOW_POLL,
  });
}

export function useReconcile() {
  return useWrite((api, _: void) => api.reconcileFleet(), {
    changes: [{ of: 'fleet' }],
  });
}

export function useIgnoreFinding({ id }: FleetFinding) {
  return useWrite((api, reason: string) => api.ignoreFinding(id, reason), {
    changes: [{ of: 'fleet' }],
  });
}

export function useReopenFinding({ id }: FleetFinding) {
  return useWrite((api, _: void) => api.reopenFinding(id), {
    changes: [{ of: 'fleet' }],
  });
}

export function useDeleteFinding({ id, environmentId }: FleetFinding) {
  return useWrite(
    (api, input: { reason?: string }, options) =>
      api.deleteFinding(id, input, options),
    {
      changes: [
        { of: 'fleet' },
        environmentId
          ? { of: 'environment', id: environmentId }
          : { of: 'environments' },
      ],
    },
  );
}

export function useImportCluster() {
  return useWrite(
    (api, input: ImportInput, options) => api.importCluster(input, options),
    { changes: [{ of: 'fleet' }, { of: 'environments' }] },
  );
}

export function usePause() {
  return useWrite((api, input: EnginePauseInput) => api.pause(input), {
    changes: [{ of: 'queue' }],
  });
}

export function useResume(id: string) {
  return useWrite((api, _: void) => api.resume(id), {
    changes: [{ of: 'queue' }],
  });
}

export function useCloseBreaker(scope: {
  provisioner: string;
  account: string;
  region: string;
}) {
  return useWrite((api, _: void) => api.closeBreaker(scope), {
    changes: [{ of: 'queue' }],
  });
}

import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  EKS_ENVIRONMENTS_TOPIC,
  type ChangeHint,
} from 'backstage-plugin-eks-environments-common';
import { useEffect } from 'react';
import { refetchChanges, type Change } from './changes';
import { queryKeys } from './queryKeys';

/** Hints come in bursts: one change of state causes three events. Milliseconds. */
const COLLECT_FOR = 250;

/**
 * Refetches what a signal reports as changed.
 *
 * @remarks
 *
 * Signals are hints and may be lost or not installed at all; the slow polls of the queries cover that. This hook subscribes itself
 * instead of using `useSignal`, which keeps only the last message and so loses one of two that arrive together.
 */
export function useRefetchOnChange() {
  const signals = useApiHolder().get(signalApiRef);
  const queryClient = useQueryClient();

  useEffect(() => {
    let hints: ChangeHint[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    const subscription = signals?.subscribe<ChangeHint & JsonObject>(
      EKS_ENVIRONMENTS_TOPIC,
      hint => {
        hints.push(hint);
        timer ??= setTimeout(() => {
          const collected = hints;
          hints = [];
          timer = undefined;
          refetchChanged(queryClient, collected);
        }, COLLECT_FOR);
      },
    );

    return () => {
      subscription?.unsubscribe();
      clearTimeout(timer);
    };
  }, [signals, queryClient]);
}

/** What some events change besides the environment or request that they name. */
const changesByType: Partial<Record<ChangeHint['type'], Change>> = {
  EnginePaused: { of: 'queue' },
  EngineResumed: { of: 'queue' },
  QuotaLimitChanged: { of: 'quotas' },
  FleetFindingRaised: { of: 'fleet' },
};

function changesOf({ type, environmentId, requestId }: ChangeHint): Change[] {
  // Progress only changes a percentage, which the environment's page reads from the log. It affects neither quotas nor requests.
  if (type === 'OperationProgressed') {
    return [];
  }
  const change = changesByType[type];
  return [
    ...(change ? [change] : []),
    ...(environmentId
      ? [{ of: 'environment' as const, id: environmentId }]
      : []),
    ...(requestId ? [{ of: 'request' as const, id: requestId }] : []),
  ];
}

function refetchChanged(queryClient: QueryClient, hints: ChangeHint[]) {
  refetchChanges(queryClient, hints.flatMap(changesOf));
  if (hints.some(({ type }) => type === 'OperationProgressed')) {
    queryClient.invalidateQueries({ queryKey: queryKeys.environmentLists() });
  }
}

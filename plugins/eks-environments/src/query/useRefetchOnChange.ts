import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  EKS_ENVIRONMENTS_TOPIC,
  type ChangeHint,
} from 'backstage-plugin-eks-environments-common';
import { useEffect } from 'react';
import { queryKeys } from './queryKeys';

/** Hints come in bursts: one change of state is three events. Milliseconds. */
const COLLECT_FOR = 250;

/**
 * Reads again what a signal says has changed.
 *
 * @remarks
 *
 * Signals are hints and may be lost or not installed at all; the queries' slow polls cover that. We subscribe ourselves
 * rather than with `useSignal`, which holds the last message only and so loses one of two that arrive together.
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

function refetchChanged(queryClient: QueryClient, hints: ChangeHint[]) {
  const stale = (queryKey: readonly unknown[]) =>
    queryClient.invalidateQueries({ queryKey });

  // Progress moves a percentage: the page of one environment has it from the log, and it neither decides a request nor frees a place.
  const changes = hints.filter(({ type }) => type !== 'OperationProgressed');
  for (const id of new Set(changes.map(hint => hint.environmentId))) {
    if (id) {
      stale(queryKeys.environment(id));
    }
  }
  for (const id of new Set(changes.map(hint => hint.requestId))) {
    if (id) {
      stale(queryKeys.request(id));
    }
  }
  if (changes.some(({ type }) => isAboutThePause(type))) {
    stale(queryKeys.all);
    return;
  }
  stale(queryKeys.environmentLists());
  if (changes.length > 0) {
    stale(queryKeys.requestLists());
    stale(queryKeys.quotas());
    stale(queryKeys.usages());
  }
}

/** A pause changes what every page says of what waits. */
function isAboutThePause(type: ChangeHint['type']): boolean {
  return type === 'EnginePaused' || type === 'EngineResumed';
}

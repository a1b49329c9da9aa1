import { useApi } from '@backstage/frontend-plugin-api';
import { useQueryClient } from '@tanstack/react-query';
import type {
  Environment,
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { useEffect, useState } from 'react';
import { eksEnvironmentsApiRef } from '../../api';
import { queryKeys } from '../../query';
import { followLog, type LogConnection } from './followLog';

const SHOW_EVERY = 100; // milliseconds; a burst of lines is drawn once

export interface OperationLog {
  lines: LogLine[];
  connection: LogConnection;
  error: Error | undefined;
}

const emptyLog: OperationLog = {
  lines: [],
  connection: 'connecting',
  error: undefined,
};

/** The live log of an operation. Progress in the log updates the cached environment at once. */
export function useOperationLog(
  environmentId: string,
  operationId: string,
): OperationLog {
  const api = useApi(eksEnvironmentsApiRef);
  const queryClient = useQueryClient();
  const [log, setLog] = useState(emptyLog);

  useEffect(() => {
    const abort = new AbortController();
    let arrived: LogLine[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const change = (part: Partial<OperationLog>) =>
      !abort.signal.aborted && setLog(current => ({ ...current, ...part }));
    const showArrived = () => {
      const lines = arrived;
      arrived = [];
      clearTimeout(timer);
      timer = undefined;
      setLog(current => ({ ...current, lines: [...current.lines, ...lines] }));
    };

    setLog(emptyLog);
    followLog(
      api,
      { environmentId, operationId, signal: abort.signal },
      {
        onLine: line => {
          arrived.push(line);
          timer ??= setTimeout(showArrived, SHOW_EVERY);
        },
        onProgress: operation =>
          queryClient.setQueryData<Environment>(
            queryKeys.environment(environmentId),
            environment => withOperation(environment, operation),
          ),
        onConnection: connection => change({ connection }),
      },
    ).catch(error => change({ error, connection: 'complete' }));

    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [api, queryClient, environmentId, operationId]);

  return log;
}

// An older operation's log may be open; it must not overwrite the current operation.
function withOperation(
  environment: Environment | undefined,
  operation: Operation,
): Environment | undefined {
  return environment?.operation?.id === operation.id
    ? { ...environment, operation }
    : environment;
}

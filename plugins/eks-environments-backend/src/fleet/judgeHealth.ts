import type { ClusterHealth } from 'backstage-plugin-eksctl-node';
import type { EnvironmentHealthRow } from '../database';
import type { NewEvent } from '../events/types';

/** A single bad check may be a hiccup. */
const BAD_LOOKS = 2;

type HealthColumns = Pick<
  EnvironmentHealthRow,
  'state' | 'since' | 'message' | 'failures' | 'failing_since' | 'checked_at'
>;

/** The result of a health check, given what was known before. */
export interface HealthJudgement {
  columns: HealthColumns;
  /** The event to report; omitted when nothing changes for people. */
  event?: Pick<NewEvent, 'type' | 'message'>;
}

/**
 * Judges a cluster by one more health check.
 *
 * @remarks
 *
 * A check that could not ask says nothing about the cluster: an unhealthy cluster stays unhealthy, and its count of failures neither grows
 * nor resets. A cluster is unhealthy since the first bad check, not since the check that confirmed it.
 */
export function judgeHealth(
  known: EnvironmentHealthRow,
  verdict: ClusterHealth,
  at: string,
): HealthJudgement {
  switch (verdict.kind) {
    case 'healthy':
      return healthy(known, at);
    case 'unhealthy':
      return bad(known, verdict.reason, at);
    default:
      return unknown(known, verdict.reason, at);
  }
}

function healthy(known: EnvironmentHealthRow, at: string): HealthJudgement {
  const wasTold = isTold(known);
  return {
    columns: {
      state: 'healthy',
      since: known.state === 'healthy' ? known.since : at,
      message: null,
      failures: 0,
      failing_since: null,
      checked_at: at,
    },
    event: wasTold
      ? { type: 'EnvironmentHealthy', message: 'The cluster answers again' }
      : undefined,
  };
}

function bad(
  known: EnvironmentHealthRow,
  reason: string,
  at: string,
): HealthJudgement {
  const failures = known.failures + 1;
  const failingSince = known.failing_since ?? at;
  const counted = {
    failures,
    failing_since: failingSince,
    checked_at: at,
  };
  if (failures < BAD_LOOKS) {
    const { state, since, message } = known;
    return { columns: { ...counted, state, since, message } };
  }
  return {
    columns: {
      ...counted,
      state: 'unhealthy',
      since: failingSince,
      message: reason,
    },
    event: isTold(known)
      ? undefined
      : {
          type: 'EnvironmentUnhealthy',
          // The timeline is also read by people who may not read the answer of Kubernetes.
          message: 'The cluster does not answer as it should',
        },
  };
}

function unknown(
  known: EnvironmentHealthRow,
  reason: string,
  at: string,
): HealthJudgement {
  const { failures, failing_since, checked_at } = known;
  const kept = { failures, failing_since, checked_at };
  return isTold(known)
    ? {
        columns: {
          ...kept,
          state: known.state,
          since: known.since,
          message: known.message,
        },
      }
    : {
        columns: {
          ...kept,
          state: 'unknown',
          since: known.state === 'unknown' ? known.since : at,
          message: reason,
        },
      };
}

/** Whether it was reported that the cluster does not answer. */
function isTold({ failures }: EnvironmentHealthRow): boolean {
  return failures >= BAD_LOOKS;
}

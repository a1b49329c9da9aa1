import { HEALTHY } from 'backstage-plugin-eks-environments-common';
import type {
  CodedText,
  ResourceHealth,
} from 'backstage-plugin-eks-environments-node';
import type { ObservedCondition } from '../conditions';
import type { HealthCheckRow } from '../database';
import { eventText } from '../events/eventText';
import type { NewEvent } from '../events/types';

/** A single failed check may be a hiccup. */
const FAILURES_TO_REPORT = 2;

type HealthColumns = Pick<HealthCheckRow, 'failures' | 'failing_since'>;

type HealthCondition = Omit<ObservedCondition, 'environmentId'>;

/** The result of a health check, given what was known before. */
export interface HealthJudgement {
  columns: HealthColumns;
  /** The condition to store; omitted when the check does not change what is known. */
  condition?: HealthCondition;
  /** The event to report; omitted when nothing changes for people. */
  event?: Pick<NewEvent, 'type'> & CodedText;
}

type NotHealthy = Exclude<ResourceHealth, { kind: 'healthy' }>;

/**
 * Judges an environment by one more health check.
 *
 * @remarks
 *
 * A check that could not ask says nothing about the environment: an unhealthy one stays unhealthy, and its count of failures neither grows
 * nor resets. It is unhealthy since the first failed check, not since the check that confirmed it.
 */
export function judgeHealth(
  known: HealthColumns,
  verdict: ResourceHealth,
  at: string,
): HealthJudgement {
  switch (verdict.kind) {
    case 'healthy':
      return healthy(known, at);
    case 'unhealthy':
      return unhealthy(known, verdict, at);
    default:
      return unknown(known, verdict, at);
  }
}

function healthy(known: HealthColumns, at: string): HealthJudgement {
  return {
    columns: { failures: 0, failing_since: null },
    condition: {
      type: HEALTHY,
      status: 'True',
      reason: 'Responding',
      message: 'It responds.',
      since: at,
      checkedAt: at,
    },
    event: isReported(known)
      ? { type: 'EnvironmentHealthy', ...eventText('recovered') }
      : undefined,
  };
}

function unhealthy(
  known: HealthColumns,
  verdict: NotHealthy,
  at: string,
): HealthJudgement {
  const columns = {
    failures: known.failures + 1,
    failing_since: known.failing_since ?? at,
  };
  if (!isReported(columns)) {
    return { columns };
  }
  return {
    columns,
    condition: {
      ...reasonOf(verdict),
      status: 'False',
      since: columns.failing_since,
      checkedAt: at,
    },
    event: isReported(known)
      ? undefined
      : {
          type: 'EnvironmentUnhealthy',
          ...eventText('unhealthy', { problem: problemText(verdict) }),
        },
  };
}

function unknown(
  known: HealthColumns,
  verdict: NotHealthy,
  at: string,
): HealthJudgement {
  const { failures, failing_since } = known;
  return {
    columns: { failures, failing_since },
    condition: isReported(known)
      ? undefined
      : { ...reasonOf(verdict), status: 'Unknown', since: at },
  };
}

function reasonOf({ code, params, message, detail }: NotHealthy) {
  return { type: HEALTHY, reason: code, params, message, detail };
}

function problemText({ code, params, message }: NotHealthy): CodedText {
  return { code: `condition.${HEALTHY}.${code}`, params, message };
}

/** Whether it was reported that the environment does not respond. */
function isReported({ failures }: HealthColumns): boolean {
  return failures >= FAILURES_TO_REPORT;
}

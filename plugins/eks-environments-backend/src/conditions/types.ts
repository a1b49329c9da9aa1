import type { EnvironmentCondition } from 'backstage-plugin-eks-environments-common';

/** A condition as it was observed. */
export interface ObservedCondition {
  environmentId: string;
  type: string;
  status: EnvironmentCondition['status'];
  /** Stable code, in CamelCase. */
  reason: string;
  params?: Record<string, string | number>;
  /** One sentence for everybody who sees the environment. */
  message: string;
  /** A raw answer, for those who may read the log. */
  detail?: string;
  /** Since when the status holds if it is a new one, as in the tables. */
  since: string;
  /** When a check confirmed it, as in the tables. Omitted: unchanged. */
  checkedAt?: string;
}

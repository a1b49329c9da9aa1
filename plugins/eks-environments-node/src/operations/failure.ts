import type { Failure } from 'backstage-plugin-eks-environments-common';

/**
 * Why an attempt failed: its class, what people read, and whether another attempt may help.
 *
 * @public
 */
export interface OperationFailure {
  /** Stable code of the kind of failure, such as `quotaUsedUp`, for clients that translate. */
  code?: string;
  /** The parameters of the messages. */
  params?: Record<string, string>;
  class: Failure['class'];
  /** One sentence for the developer who waits for the operation. */
  developerMessage: string;
  /** One sentence for the platform team. */
  operatorMessage: string;
  /** What helps, and who has to do it, when no retry is scheduled. */
  remedy: string;
  /** What helps, and who has to do it, while a retry is scheduled. */
  whileRetrying: string;
  /** Whether another attempt may help. */
  retry: Failure['retry'];
  /** The root cause in the words of the system that failed. It is stored and shown, so it must not contain secrets. */
  cause: string;
  /**
   * - `request`: this request is too large; another one may succeed
   * - `cluster`: it is about this cluster alone
   *
   * Omitted: it may affect everybody in the account and region, and counts for the circuit breaker.
   */
  concerns?: 'request' | 'cluster';
}

/**
 * A response of a cluster's Kubernetes API.
 *
 * @public
 */
export type KubernetesAnswer = {
  /** HTTP status code. */
  status: number;
  body: string;
};

/**
 * Wraps every call to a cluster's Kubernetes API and may reject it, for example a circuit breaker per endpoint.
 *
 * It rejects with the call's own error if the API did not respond, and with a {@link NotAskedError} if the call was not made.
 *
 * @public
 */
export type KubernetesGuard = (
  endpoint: string,
  call: () => Promise<KubernetesAnswer>,
) => Promise<KubernetesAnswer>;

/**
 * A call was not made, so nothing is known about the cluster. Compare it by its name.
 *
 * @public
 */
export class NotAskedError extends Error {
  readonly name = 'NotAskedError';
}

/**
 * What a cluster's Kubernetes API answered.
 *
 * @public
 */
export type KubernetesAnswer = {
  /** Of HTTP. */
  status: number;
  body: string;
};

/**
 * Stands before every call to a cluster's Kubernetes API and may refuse it, such as a circuit breaker for each endpoint does.
 *
 * It rejects with the call's own error when the API did not answer, and with a {@link NotAskedError} when the call was not made.
 *
 * @public
 */
export type KubernetesGuard = (
  endpoint: string,
  call: () => Promise<KubernetesAnswer>,
) => Promise<KubernetesAnswer>;

/**
 * A call was not made, so it says nothing about the cluster. Compare it by its name.
 *
 * @public
 */
export class NotAskedError extends Error {
  readonly name = 'NotAskedError';
}

import {
  type KubernetesAnswer,
  NotAskedError,
} from 'backstage-plugin-eksctl-node';
import {
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleAll,
  isBrokenCircuitError,
} from 'cockatiel';

const FAILURES_IN_A_ROW = 5;
const PAUSE_MS = 30_000;

/**
 * A circuit breaker for the Kubernetes API of each cluster. After several calls in a row without an answer, the circuit is open for a
 * while; then a single call probes the API.
 *
 * @remarks
 *
 * Each call to a cluster that hangs takes ten seconds until its timeout. Other clusters and AWS are not affected, so each cluster has its
 * own breaker. Any answer closes the circuit, even that the API is not ready or denies access.
 */
export class KubernetesBreakers {
  /** By endpoint. Contains only the endpoints whose last call failed. */
  readonly #troubled = new Map<string, CircuitBreakerPolicy>();

  /** @throws NotAskedError when the circuit is open; otherwise the error of the call */
  async run(
    endpoint: string,
    call: () => Promise<KubernetesAnswer>,
  ): Promise<KubernetesAnswer> {
    const breaker = this.#troubled.get(endpoint) ?? createBreaker();
    this.#troubled.set(endpoint, breaker);
    try {
      const answer = await breaker.execute(call);
      this.#troubled.delete(endpoint);
      return answer;
    } catch (error) {
      throw isBrokenCircuitError(error)
        ? new NotAskedError(
            `It did not answer ${FAILURES_IN_A_ROW} times in a row and is left alone for ${
              PAUSE_MS / 1000
            } seconds`,
          )
        : error;
    }
  }
}

function createBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
    halfOpenAfter: PAUSE_MS,
  });
}

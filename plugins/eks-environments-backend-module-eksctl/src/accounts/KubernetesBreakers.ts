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
 * A circuit breaker for the Kubernetes API of each cluster. One that did not answer several times in a row is left alone for a while;
 * then a single call probes.
 *
 * @remarks
 *
 * A cluster that hangs takes ten seconds of everybody who asks it; no other cluster has anything to do with that, nor has AWS. Any answer
 * is one: an API that says that it is not ready, or lets us not in, can be asked again.
 */
export class KubernetesBreakers {
  /** By endpoint; only those that failed last. */
  readonly #troubled = new Map<string, CircuitBreakerPolicy>();

  /** @throws NotAskedError when the endpoint is left alone; else what the call throws */
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

import type {
  QuotaRef,
  RegionFacts,
  SweepTarget,
} from 'backstage-plugin-eksctl-node';
import type { DateTime, Duration } from 'luxon';
import type { Clock } from 'backstage-plugin-eks-environments-node';

interface Answer {
  at: DateTime;
  value: Promise<unknown>;
}

/**
 * Caches AWS's answers about a region: a plan is computed at every pause in typing. Concurrent callers share one call; a failed call is
 * repeated.
 */
export class CachedRegionFacts implements RegionFacts {
  readonly #facts: RegionFacts;
  readonly #clock: Clock;
  readonly #keptFor: Duration;
  readonly #answers = new Map<string, Answer>();

  constructor(
    facts: RegionFacts,
    options: { clock: Clock; keptFor: Duration },
  ) {
    this.#facts = facts;
    this.#clock = options.clock;
    this.#keptFor = options.keptFor;
  }

  callerAccount() {
    return this.#once('callerAccount', () => this.#facts.callerAccount());
  }

  callerPrincipal() {
    return this.#once('callerPrincipal', () => this.#facts.callerPrincipal());
  }

  defaultKubernetesVersion() {
    return this.#once('defaultKubernetesVersion', () =>
      this.#facts.defaultKubernetesVersion(),
    );
  }

  addonNames(kubernetesVersion: string | undefined) {
    return this.#once(`addonNames ${kubernetesVersion}`, () =>
      this.#facts.addonNames(kubernetesVersion),
    );
  }

  addonVersions(name: string, kubernetesVersion: string | undefined) {
    return this.#once(
      `addonVersions ${JSON.stringify([name, kubernetesVersion])}`,
      () => this.#facts.addonVersions(name, kubernetesVersion),
    );
  }

  zones() {
    return this.#once('zones', () => this.#facts.zones());
  }

  clusterNames() {
    return this.#once('clusterNames', () => this.#facts.clusterNames());
  }

  kubernetesVersions() {
    return this.#once('kubernetesVersions', () =>
      this.#facts.kubernetesVersions(),
    );
  }

  zonesOffering(instanceType: string) {
    return this.#once(`zonesOffering ${instanceType}`, () =>
      this.#facts.zonesOffering(instanceType),
    );
  }

  quota(quota: QuotaRef) {
    return this.#once(`quota ${quota.code}`, () => this.#facts.quota(quota));
  }

  vpcs() {
    return this.#once('vpcs', () => this.#facts.vpcs());
  }

  addresses() {
    return this.#once('addresses', () => this.#facts.addresses());
  }

  vcpus() {
    return this.#once('vcpus', () => this.#facts.vcpus());
  }

  ownUsage(target: SweepTarget) {
    return this.#once(`ownUsage ${target.ownership.value}`, () =>
      this.#facts.ownUsage(target),
    );
  }

  #once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock.now();
    const known = this.#answers.get(question);
    if (known && now < known.at.plus(this.#keptFor)) {
      // Each question has answers of one type.
      return known.value as Promise<T>;
    }
    this.#forgetOld(now);
    const value = ask();
    const answer = { at: now, value };
    this.#answers.set(question, answer);
    value.catch(() => {
      if (this.#answers.get(question) === answer) {
        this.#answers.delete(question);
      }
    });
    return value;
  }

  /** Instance types are user input, so the cache must not grow without bound. */
  #forgetOld(now: DateTime): void {
    for (const [question, { at }] of this.#answers) {
      if (now >= at.plus(this.#keptFor)) {
        this.#answers.delete(question);
      }
    }
  }
}

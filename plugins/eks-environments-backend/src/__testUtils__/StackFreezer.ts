import type { Job, Simulator, StackStatus } from 'aws-simulator/testing';

const FAR = 24 * 3600 * 1000;

type StackJob = Extract<Job, { kind: 'stack-resource' }>;

/** Keeps stacks of a simulated AWS in a transient status, so that a test can observe them in it. */
export class StackFreezer {
  readonly #simulator: Simulator;
  readonly #jobs: Job[];
  readonly #frozen = new Set<StackJob>();
  #rules: { name: RegExp; status: StackStatus }[] = [];

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    const { jobs } = simulator.state();
    const push = jobs.push.bind(jobs);
    this.#jobs = jobs;
    jobs.push = job => {
      if (job.kind === 'stack-resource') {
        this.#freezeIfWanted(job);
      }
      return push(job);
    };
  }

  /** Keeps each stack of this name in this status once it reaches it. */
  freeze(name: RegExp, status: StackStatus): void {
    this.#rules.push({ name, status });
    for (const job of this.#jobs) {
      if (job.kind === 'stack-resource') {
        this.#freezeIfWanted(job);
      }
    }
  }

  /** Lets all stacks continue from their present status. */
  thaw(): void {
    this.#rules = [];
    for (const job of this.#frozen) {
      job.at -= FAR;
    }
    this.#frozen.clear();
  }

  #freezeIfWanted(job: StackJob): void {
    const stack = Object.values(this.#simulator.state().accounts)
      .flatMap(({ regions }) => Object.values(regions))
      .flatMap(({ stacks }) => stacks)
      .find(({ id }) => id === job.stackId);
    const isWanted = this.#rules.some(
      ({ name, status }) =>
        stack !== undefined && stack.status === status && name.test(stack.name),
    );
    if (isWanted && !this.#frozen.has(job)) {
      this.#frozen.add(job);
      job.at += FAR;
    }
  }
}

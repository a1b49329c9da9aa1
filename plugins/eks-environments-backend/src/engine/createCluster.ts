import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';
import {
  classifyFailure,
  type ClusterConfig,
  createClusterArgs,
  type CreatePhase,
  describeCluster,
  EksStacks,
  type Failure,
  type FinishStep,
  planResume,
  type Progress,
  progressOf,
  type ResumeStep,
  summarizeClusterConfig,
  verifyCluster,
} from 'backstage-plugin-eksctl-node';
import { parse } from 'yaml';
import type { AccountAccess } from '../accounts';
import type { EksctlResult } from './EksctlCommands';
import { foreign, preflight } from './preflight';
import type { ProcedureOptions } from './procedures';
import type { Outcome, Work } from './types';
import { eventsOfFailed, waitForStacks } from './watchStacks';

/*
 * The create of a cluster.
 *
 * `eksctl create cluster` can't be run twice, and the process that runs it may die at any moment while CloudFormation goes on. So the create
 * is a loop: look at the stacks, do the one thing that leads on from there, look again.
 *
 *   nothing there            → eksctl create cluster
 *   being created            → wait; never a second create
 *   rolled back              → in the attempt that made it: that is the failure; in a later one: delete it, then create
 *   cluster stack complete   → the commands that may be run twice (unless eksctl just did it all), then ask the cluster itself
 *
 * Which attempt made a stack is told by the phases of the operation: they are stored before eksctl is started, and emptied for a new
 * attempt.
 */

type Finish = Extract<ResumeStep, { kind: 'finish' }>;

class ClusterCreation {
  readonly #work: Work;
  readonly #access: AccountAccess;
  readonly #options: ProcedureOptions;
  readonly #config: ClusterConfig;
  readonly #stacks: EksStacks;
  /** What eksctl said when it was run here, until AWS knew better. */
  #created: EksctlResult | undefined;
  #progress: Progress<CreatePhase> | undefined;

  constructor(work: Work, access: AccountAccess, options: ProcedureOptions) {
    this.#work = work;
    this.#access = access;
    this.#options = options;
    this.#config = parse(work.environment.config);
    this.#stacks = new EksStacks(access.clients);
  }

  async run(): Promise<Outcome> {
    for (;;) {
      const outcome = await this.#advance(await this.#look());
      if (outcome) {
        return outcome;
      }
      this.#work.signal.throwIfAborted();
    }
  }

  async #look(): Promise<ResumeStep> {
    const { environment } = this.#work;
    return planResume({
      stacks: await this.#stacks.describeClusterStacks(
        environment.cluster_name,
      ),
      config: this.#config,
      ownership: { key: ENVIRONMENT_ID, value: environment.id },
    });
  }

  /** One step on. @returns undefined when AWS has to be looked at again */
  async #advance(step: ResumeStep): Promise<Outcome | undefined> {
    switch (step.kind) {
      case 'foreign':
        return failed(foreign(step.reason));
      case 'create':
        return this.#created ? this.#explain(this.#created) : this.#create();
      case 'adoptAndWait':
        // Whatever eksctl said: AWS goes on with it.
        this.#created = undefined;
        return this.#wait(step.stack, 'control-plane');
      case 'wait':
        return this.#wait(step.stacks.join(', '));
      case 'clearThenCreate':
        return this.#wasBegunInThisAttempt()
          ? this.#explain(this.#created)
          : this.#clear(step.stacks);
      default:
        return this.#finish(step);
    }
  }

  #wasBegunInThisAttempt(): boolean {
    return this.#work.journal.phases.some(
      ({ name, state }) => name === 'control-plane' && state !== 'waiting',
    );
  }

  async #create(): Promise<undefined> {
    const { journal } = this.#work;
    journal.progress('control-plane', 1);
    // Stored first: whoever takes over must know that a stack which rolled back is of this attempt.
    await journal.flush();
    this.#created = await this.#eksctl(
      createClusterArgs({ timeout: this.#options.eksctlTimeout }),
    );
  }

  async #wait(what: string, phase?: CreatePhase): Promise<undefined> {
    const { journal, signal } = this.#work;
    if (phase && !this.#wasBegunInThisAttempt()) {
      journal.say(`Goes on with ${what}, which is being created already`);
    }
    if (phase) {
      journal.progress(phase, 5);
    }
    await this.#options.pause(this.#options.watchMs, signal);
  }

  /** The stacks of an earlier attempt are in the way of eksctl. The cluster stack is the last of them. */
  async #clear(names: string[]): Promise<undefined> {
    this.#work.journal.say(
      `Removes what an earlier attempt left: ${names.join(', ')}`,
    );
    for (const name of names) {
      await this.#stacks.deleteStack(name);
      const standing = await this.#waitFor([name]);
      if (standing.has(name)) {
        const reason = await this.#stacks.rootCauseOf(name);
        throw new Error(`The stack ${name} can't be deleted: ${reason}`);
      }
    }
  }

  async #finish(step: Finish): Promise<Outcome | undefined> {
    if (step.busy.length > 0) {
      return this.#wait(step.busy.join(', '));
    }
    const created = this.#created;
    if (created && created.exit.kind !== 'success') {
      return this.#explain(created);
    }
    if (!created) {
      const failure = await this.#complete(step);
      if (failure) {
        return failed(failure);
      }
    }
    return this.#verify();
  }

  /** The commands that may be run twice. What of them failed matters, unless the cluster can be used without it. */
  async #complete(step: Finish): Promise<Failure | undefined> {
    const { journal } = this.#work;
    if (step.clear.length > 0) {
      await this.#clear(step.clear);
    }
    for (const { name, args, optional } of step.steps) {
      journal.progress(phaseOf(name), 0);
      const result = await this.#eksctl(args);
      if (result.exit.kind === 'success') {
        continue;
      }
      const failure = await this.#classify(result);
      if (!optional && failure.class !== 'partial') {
        return failure;
      }
      journal.say(`Not all is well: ${failure.cause}`, 'warning');
    }
    return undefined;
  }

  /** Exit code 0 means little: the cluster itself is asked. */
  async #verify(): Promise<Outcome> {
    const { journal, environment, signal } = this.#work;
    const { clients, region, credentials } = this.#access;
    const { clock, pause, watchMs, verifyFor } = this.#options;
    journal.progress('verification', 95);
    const deadline = clock.now().plus(verifyFor);
    for (;;) {
      const verdict = await verifyCluster({
        clients,
        clusterName: environment.cluster_name,
        region,
        credentials,
        minimumNodes: summarizeClusterConfig(this.#config).nodes.desired,
      });
      if (verdict.kind === 'ready') {
        journal.say('The cluster answers and its nodes are ready', 'success');
        const cluster = await describeCluster(
          clients,
          environment.cluster_name,
        );
        return {
          kind: 'ready',
          cluster: {
            nodes: verdict.nodes,
            kubernetesVersion: cluster?.version ?? verdict.kubernetesVersion,
            endpoint: cluster?.endpoint,
            certificateAuthority: cluster?.certificateAuthority,
          },
        };
      }
      if (clock.now() >= deadline) {
        return failed(notUsable(verdict.reason));
      }
      journal.say(`Waits for the cluster: ${verdict.reason}`);
      await pause(watchMs, signal);
    }
  }

  async #explain(result: EksctlResult | undefined): Promise<Outcome> {
    return failed(await this.#classify(result));
  }

  async #classify(result: EksctlResult | undefined): Promise<Failure> {
    const stacks = await this.#stacks.describeClusterStacks(
      this.#work.environment.cluster_name,
    );
    return classifyFailure({
      exit: result?.exit ?? { kind: 'failed', exitCode: 1 },
      lines: result?.lines ?? [],
      stackEvents: await eventsOfFailed(this.#access, stacks),
    });
  }

  #eksctl(args: string[]): Promise<EksctlResult> {
    const { journal } = this.#work;
    return this.#options.eksctl.run(args, {
      work: this.#work,
      access: this.#access,
      onLine: line => {
        const before = this.#progress;
        this.#progress = progressOf('create', line, before);
        if (this.#progress !== before) {
          journal.progress(this.#progress.phase, this.#progress.percent);
        }
      },
    });
  }

  #waitFor(names: string[]): Promise<Map<string, string>> {
    return waitForStacks(names, {
      access: this.#access,
      signal: this.#work.signal,
      ...this.#options,
    });
  }
}

/** Runs a create, see above. */
export async function createCluster(
  work: Work,
  options: ProcedureOptions,
): Promise<Outcome> {
  const { environment, journal } = work;
  const access = await options.accounts.access(
    environment.account,
    environment.region,
  );
  journal.progress('preflight', 0);
  const objection = await preflight(access, environment);
  return objection
    ? failed(objection)
    : new ClusterCreation(work, access, options).run();
}

function phaseOf(step: FinishStep['name']): CreatePhase {
  return step === 'nodeGroups' || step === 'fargateProfiles'
    ? 'nodes'
    : 'addons';
}

function failed(failure: Failure): Outcome {
  return { kind: 'failed', failure };
}

function notUsable(reason: string): Failure {
  return {
    class: 'unknown',
    cause: reason,
    developerMessage: `The cluster was built but can't be used: ${reason}.`,
    operatorMessage:
      'eksctl was content, but the cluster did not answer or its nodes did not become ready in time.',
    remedy: 'The portal looks at it again and completes what is missing.',
    retry: 'backoff',
  };
}

import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';
import type {
  CreateInput,
  CreateResult,
  OperationContext,
  OperationOutcome,
} from 'backstage-plugin-eks-environments-node';
import {
  classifyFailure,
  type ClusterConfig,
  type ClusterStack,
  createClusterArgs,
  describeCluster,
  EksStacks,
  type Failure,
  type FailureClass,
  parseWrittenConfig,
  planResume,
  type ResumeStep,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { DateTime } from 'luxon';
import type { AccountAccess } from '../accounts';
import { eksctlFailure } from '../failures/eksctlFailures';
import { causeOf } from '../failures/failureOfError';
import { ClusterCompletion } from './ClusterCompletion';
import type { EksctlResult } from './EksctlCommands';
import { openAccount } from './openAccount';
import type { ProcedureOptions } from './ProcedureOptions';
import { Propagation } from './Propagation';
import type { EksctlEnd } from './runWatched';
import { existingPartsOf } from './existingPartsOf';
import { WatchedEksctl } from './WatchedEksctl';
import { ReadinessTimeout, verifyUntilReady } from './verifyUntilReady';
import { eventsOfFailed, waitForStacks } from './watchStacks';

/*
 * The create of a cluster.
 *
 * `eksctl create cluster` cannot run twice, and the process that runs it may die at any moment while CloudFormation continues. So the
 * create is a loop: read the stacks, do the one step that follows from them, read them again.
 *
 *   no stacks                → eksctl create cluster
 *   in progress              → wait; never a second create
 *   rolled back              → in the attempt that created it: the attempt failed; in a later one: delete it, then create
 *   cluster stack complete   → create what is missing of the approved config, then ask the cluster itself
 *
 * What eksctl reports about its end counts only where AWS does not know better.
 *
 * The phases of the operation tell which attempt created a stack: they are stored before eksctl starts, and emptied for a new attempt.
 */

/** After such a failure of eksctl, AWS is asked what exists: the cluster may be complete, or lack only a part that can be added. */
const saysLessThanAws: readonly FailureClass[] = [
  'unknown',
  'partial',
  'missing',
];

type Outcome = OperationOutcome<CreateResult>;

type Finish = Extract<ResumeStep, { kind: 'finish' }>;

/** The usual time for a control plane with its network (eksctl issue 8038). */
const USUAL_CONTROL_PLANE_MINUTES = 12;
const CONTROL_PLANE_BEGINS = 5;
const CONTROL_PLANE_ENDS = 55;

class ClusterCreation {
  readonly #context: OperationContext<CreateInput>;
  readonly #access: AccountAccess;
  readonly #options: ProcedureOptions;
  readonly #config: ClusterConfig;
  readonly #stacks: EksStacks;
  readonly #eksctl: WatchedEksctl;
  readonly #propagation: Propagation;
  readonly #completion: ClusterCompletion;
  readonly #readinessTimeout: ReadinessTimeout;
  #seen: ClusterStack[] = [];
  /** How `eksctl create cluster` ended if this worker ran it, until AWS knew better. */
  #created: EksctlEnd | undefined;
  #lastWait: string | undefined;

  constructor(
    context: OperationContext<CreateInput>,
    access: AccountAccess,
    options: ProcedureOptions,
  ) {
    this.#context = context;
    this.#access = access;
    this.#options = options;
    this.#config = parseWrittenConfig(
      context.environment.spec,
    ) as ClusterConfig;
    this.#stacks = new EksStacks(access.clients);
    this.#eksctl = new WatchedEksctl(context, access, options);
    this.#readinessTimeout = new ReadinessTimeout({ ...context, ...options });
    this.#propagation = new Propagation({
      clock: options.clock,
      limit: options.propagation,
    });
    this.#completion = new ClusterCompletion({
      access,
      propagation: this.#propagation,
      config: this.#config,
      journal: context.journal,
      eksctl: this.#eksctl,
      classify: result => this.#classify(result),
      deleteStacks: names => this.#delete(names),
    });
  }

  async run(): Promise<Outcome> {
    for (;;) {
      const outcome = await this.#advance(await this.#nextStep());
      if (outcome) {
        return outcome;
      }
      this.#context.signal.throwIfAborted();
    }
  }

  async #nextStep(): Promise<ResumeStep> {
    const { environment } = this.#context;
    this.#seen = await this.#stacks.describeClusterStacks(
      environment.resourceRef,
    );
    return planResume({
      stacks: this.#seen,
      ownership: { key: ENVIRONMENT_ID, value: environment.tagId },
    });
  }

  /** Does one step. @returns undefined when AWS has to be read again */
  async #advance(step: ResumeStep): Promise<Outcome | undefined> {
    switch (step.kind) {
      case 'foreign':
        return failed(eksctlFailure('foreign', { cause: step.reason }));
      case 'create':
        return this.#created ? this.#nothingCame() : this.#create();
      case 'adoptAndWait':
        // Whatever eksctl reported, AWS has it in progress.
        this.#created = undefined;
        return this.#adopt(step.stack);
      case 'wait':
        return this.#wait(step.stacks);
      case 'clearThenCreate':
        return this.#wasBegunInThisAttempt()
          ? failed(await this.#classify(resultOf(this.#created)))
          : this.#clear(step.stacks);
      default:
        return this.#finish(step);
    }
  }

  #wasBegunInThisAttempt(): boolean {
    return this.#context.journal.phases.some(
      ({ id, state }) => id === 'control-plane' && state !== 'waiting',
    );
  }

  async #create(): Promise<Outcome | undefined> {
    const objection = await this.#options.preflight.check(
      this.#context,
      this.#access,
    );
    if (objection) {
      return failed(objection);
    }
    this.#eksctl.reached({ phase: 'control-plane', percent: 1 });
    // Store the phases first: after a takeover, the next worker must know that a stack that rolled back is of this attempt.
    await this.#context.journal.flush();
    this.#created = await this.#eksctl.run(
      createClusterArgs({ timeout: this.#options.eksctlTimeout }),
    );
    return undefined;
  }

  async #nothingCame(): Promise<Outcome> {
    const result = resultOf(this.#created);
    return failed(
      result
        ? await this.#classify(result)
        : eksctlFailure('neverBegan', {
            cause: 'eksctl wrote no output and no stack exists',
          }),
    );
  }

  /** Waits for a control plane that is being created, whoever started it. */
  #adopt(name: string): Promise<undefined> {
    const { clock } = this.#options;
    const begun = this.#seen.find(stack => stack.name === name)?.createdAt;
    const minutes = begun
      ? clock.now().diff(DateTime.fromISO(begun)).as('minutes')
      : 0;
    const share = Math.min(1, minutes / USUAL_CONTROL_PLANE_MINUTES);
    this.#eksctl.reached({
      phase: 'control-plane',
      percent:
        CONTROL_PLANE_BEGINS +
        share * (CONTROL_PLANE_ENDS - CONTROL_PLANE_BEGINS),
    });
    return this.#wait([name]);
  }

  async #wait(stacks: string[]): Promise<undefined> {
    const { journal } = this.#context;
    const what = stacks.join(', ');
    if (what !== this.#lastWait) {
      this.#lastWait = what;
      journal.log(`Waiting for stacks that AWS has in progress: ${what}`);
    }
    return this.#pause();
  }

  async #pause(): Promise<undefined> {
    await this.#options.pause(this.#options.watchMs, this.#context.signal);
  }

  /** The stacks of an earlier attempt block eksctl. The cluster stack is deleted last. */
  async #clear(names: string[]): Promise<undefined> {
    this.#context.journal.log(
      `Deleting stacks of an earlier attempt: ${names.join(', ')}`,
    );
    await this.#delete(names);
  }

  /** Deletes by id: a worker that was delayed since it read the stacks must not delete what another worker created under the same name. */
  async #delete(names: string[]): Promise<void> {
    const stacksToDelete = names.flatMap(name =>
      this.#seen.filter(stack => stack.name === name),
    );
    for (const { name, id } of stacksToDelete) {
      await this.#stacks.deleteStack(id);
      const existing = await this.#waitForStacks([id]);
      if (existing.has(id)) {
        const reason = await this.#stacks.rootCauseOf(id);
        throw new Error(`The stack ${name} can't be deleted: ${reason}`);
      }
    }
  }

  async #finish(step: Finish): Promise<Outcome | undefined> {
    if (step.busy.length > 0) {
      return this.#wait(step.busy);
    }
    const failure = await this.#failureOfCreate(step);
    if (failure) {
      return failed(failure);
    }
    if (step.clear.length > 0) {
      return this.#clearBroken(step.clear);
    }
    const { clients } = this.#access;
    const { resourceRef: name } = this.#context.environment;
    const cluster = await describeCluster(clients, name);
    if (!cluster) {
      return notUsable('Its stack is complete, but EKS has no cluster');
    }
    const round = await this.#completion.round(cluster, this.#seen);
    switch (round.kind) {
      case 'failed':
        return failed(round.failure);
      case 'again':
        return undefined;
      case 'wait':
        return this.#waitFor(round.reason);
      case 'propagating':
        return this.#pause();
      default:
        return this.#verify();
    }
  }

  /**
   * A create that broke a stack has failed. For any other failure AWS decides what exists, unless the failure says that resuming is no use.
   */
  async #failureOfCreate({ clear }: Finish): Promise<Failure | undefined> {
    const created = this.#created;
    const result = resultOf(created);
    this.#created = undefined;
    if (created) {
      this.#propagation.createEnded(
        result?.exit.kind === 'success' ? 'succeeded' : 'failed',
      );
    }
    if (result?.exit.kind === 'success') {
      this.#completion.trustNodeGroups();
    }
    if (!result || result.exit.kind === 'success') {
      return undefined;
    }
    const failure = await this.#classify(result);
    if (clear.length > 0 || !saysLessThanAws.includes(failure.class)) {
      return failure;
    }
    this.#context.journal.log(
      `eksctl exited early: ${failure.cause}; resuming from what AWS has`,
      'warning',
    );
    return undefined;
  }

  /** Deletes stacks that failed while no worker ran, so that they are recreated: eksctl would skip them. */
  async #clearBroken(names: string[]): Promise<undefined> {
    for (const name of names) {
      const reason = await this.#stacks.rootCauseOf(name);
      this.#context.journal.log(
        `${name} failed; it is deleted and will be recreated: ${
          reason ?? 'AWS gives no reason'
        }`,
        'warning',
      );
    }
    await this.#delete(names);
  }

  async #waitFor(reason: string): Promise<Outcome | undefined> {
    return (await this.#readinessTimeout.wait(reason)) === 'expired'
      ? notUsable(reason)
      : undefined;
  }

  #verify(): Promise<Outcome> {
    const { journal, environment } = this.#context;
    this.#eksctl.reached({ phase: 'verification', percent: 95 });
    return verifyUntilReady({
      journal,
      access: this.#access,
      clusterName: environment.resourceRef,
      minimumNodes: summarizeClusterConfig(this.#config).nodes.desired,
      timeout: this.#readinessTimeout,
    });
  }

  async #classify(result: EksctlResult | undefined): Promise<Failure> {
    const stacks = await this.#stacks.describeClusterStacks(
      this.#context.environment.resourceRef,
    );
    return classifyFailure({
      during: 'create',
      exit: result?.exit ?? { kind: 'failed', exitCode: 1 },
      lines: result?.lines ?? [],
      stackEvents: await eventsOfFailed(this.#access, stacks),
    });
  }

  #waitForStacks(ids: string[]): Promise<Map<string, string>> {
    return waitForStacks(ids, {
      access: this.#access,
      signal: this.#context.signal,
      ...this.#options,
    });
  }
}

/** Runs a create, see above. */
export async function createCluster(
  context: OperationContext<CreateInput>,
  options: ProcedureOptions,
): Promise<Outcome> {
  const { access, objection } = await openAccount(context, options, 'any');
  const outcome = objection
    ? failed(objection)
    : await new ClusterCreation(context, access, options).run();
  return outcome.kind === 'failed'
    ? { ...outcome, remaining: await knownExistingParts(context, access) }
    : outcome;
}

/** @returns undefined if AWS cannot be read: the failure itself is more useful than that error */
async function knownExistingParts(
  { environment, journal }: OperationContext<CreateInput>,
  access: AccountAccess,
): Promise<string[] | undefined> {
  try {
    return await existingPartsOf(environment, access);
  } catch (error) {
    journal.log(
      `The existing parts could not be read from AWS: ${causeOf(error)}`,
      'warning',
    );
    return undefined;
  }
}

function resultOf(end: EksctlEnd | undefined): EksctlResult | undefined {
  return end?.kind === 'ended' ? end.result : undefined;
}

function failed(failure: Failure): Outcome {
  return { kind: 'failed', failure };
}

function notUsable(reason: string): Outcome {
  return failed(eksctlFailure('notUsable', { cause: reason, reason }));
}
